import {type Answer, type AskOptions, askAddress, isPublic, type Served} from './ask-address.js'
import {placesOf} from './places.js'
import {inspectOne, type Receipt, type Target} from './types.js'

/** How a visitor finds a share: exactly as published, or not at all. */
export type Expectation = 'live' | 'gone'

/** What a visitor finds. */
export type Verdict =
  /** As expected. `note` says what else a person should know. */
  | {type: 'holds'; note?: string}
  /** It is there, or part of it, or another version of it. What was asked over the network has answers. */
  | {type: 'served'; answers: Served[]}
  /** It is not there; only where it was expected. A status where the network was asked. */
  | {type: 'missing'; status?: number}
  | {type: 'unknown'; address: string; why: string}

/**
 * Ask the public address of a share whether it is as expected: `live` means
 * that it serves the very page, `gone` that nothing of the session is served
 * any more, the page or what lies beside it. An address that refuses everybody
 * is believed to be gone only where the place itself says that nothing is there.
 *
 * @param receipt One without files is of a share whose files nobody remembers.
 * @throws SessionpressError `TARGET_*` where the place has to be asked and cannot be
 */
export async function verify(
  target: Target,
  receipt: Receipt,
  expectation: Expectation,
  fetch: typeof globalThis.fetch,
  options: Omit<AskOptions, 'fetch'> = {},
): Promise<Verdict> {
  if (!isPublic(receipt.url)) return verifyPlace(target, receipt, expectation)
  const proof = proveOnce(target, receipt)
  const how = {...options, fetch}
  if (expectation === 'live') {
    return judgeLive(receipt, await askAddress(receipt.url, how), proof)
  }
  return verifyGone(receipt, how, proof)
}

/** Whether the place itself says that nothing is there; asked when first needed. */
type Proof = () => Promise<boolean>

function proveOnce(target: Target, receipt: Receipt): Proof {
  let proof: Promise<boolean> | undefined
  return () => {
    proof ??= isNothingThere(target, receipt)
    return proof
  }
}

async function isNothingThere(target: Target, receipt: Receipt): Promise<boolean> {
  if (receipt.files.length === 0) return (await target.find(receipt.path)) === undefined
  const {isReachable, isGone} = await inspectOne(target, receipt)
  return isReachable && isGone
}

async function verifyPlace(
  target: Target,
  receipt: Receipt,
  expectation: Expectation,
): Promise<Verdict> {
  const isForgotten = receipt.files.length === 0
  const known = isForgotten ? await target.find(receipt.path) : receipt
  if (!known) return expectation === 'gone' ? {type: 'holds'} : {type: 'missing'}
  const {isReachable, isGone, isComplete, present} = await inspectOne(target, known)
  const {url: address} = receipt
  if (!isReachable) return {type: 'unknown', address, why: 'the place is not there'}
  if (expectation === 'gone' ? isGone : isComplete) return {type: 'holds'}
  if (present.includes('index.html')) return {type: 'served', answers: []}
  return expectation === 'live'
    ? {type: 'missing'}
    : {type: 'unknown', address, why: 'some of its files are there'}
}

async function judgeLive({url, files}: Receipt, answer: Answer, proof: Proof): Promise<Verdict> {
  switch (answer.type) {
    case 'served':
      if (isPublished(files.filter(isIndex), answer)) return {type: 'holds'}
      return answer.isOurs
        ? {type: 'served', answers: [answer]}
        : {type: 'missing', status: answer.status}
    case 'missing':
      return answer
    case 'refused':
      if (await proof()) return {type: 'missing', status: answer.status}
      return {type: 'unknown', address: url, why: `it answers ${answer.status}`}
    case 'unknown':
      return {...answer, address: url}
  }
}

/** Ask the page first, and the rest only once that is gone. */
async function verifyGone(receipt: Receipt, options: AskOptions, proof: Proof): Promise<Verdict> {
  let note: string | undefined
  for (const addresses of placesOf(receipt)) {
    const verdicts = await Promise.all(
      addresses.map(async (address) =>
        judgeGone(receipt, address, await askAddress(address, options), proof),
      ),
    )
    const answers = verdicts.flatMap((verdict) =>
      verdict.type === 'served' ? verdict.answers : [],
    )
    if (answers.length > 0) return {type: 'served', answers}
    for (const verdict of verdicts) {
      if (verdict.type !== 'holds') return verdict
      note ??= verdict.note
    }
  }
  return {type: 'holds', ...(note !== undefined && {note})}
}

async function judgeGone(
  {files}: Receipt,
  address: string,
  answer: Answer,
  proof: Proof,
): Promise<Verdict> {
  switch (answer.type) {
    case 'missing':
      return {type: 'holds'}
    case 'served':
      if (isPublished(files, answer) || looksOurs(address, answer)) {
        return {type: 'served', answers: [answer]}
      }
      return {
        type: 'holds',
        note: `${address} answers ${answer.status} with another page where a missing one should answer 404.`,
      }
    case 'refused':
      if (await proof()) return {type: 'holds'}
      return {type: 'unknown', address, why: `it answers ${answer.status}`}
    case 'unknown':
      return {...answer, address}
  }
}

/** Hosts that answer 200 for everything do so with a page: any other file is some version of ours. */
function looksOurs(address: string, {isOurs, isPage}: Served): boolean {
  return isOurs || (!isPage && !/(?:\/|\.html)$/.test(address))
}

function isIndex({path}: {path: string}): boolean {
  return path === 'index.html'
}

function isPublished(files: Receipt['files'], {sha256}: Served): boolean {
  return files.some((file) => file.sha256 === sha256)
}
