import {type Answer, askAddress, isPublic, type Served} from './ask-address.js'
import {inspectOne, type Receipt, type Target} from './types.js'

/** How a visitor finds a share: exactly as published, or not at all. */
export type Expectation = 'live' | 'gone'

/** What a visitor finds. */
export type Verdict =
  /** As expected. `note` says what else a person should know. */
  | {type: 'holds'; note?: string}
  /** The page, or another version of it, is served. */
  | {type: 'served'; answer: Served}
  /** The page is not there; only where it was expected. */
  | {type: 'missing'; status: number}
  | {type: 'unknown'; address: string; why: string}

/**
 * Ask the public address of a share whether it is as expected: `live` means
 * that it serves the very page, `gone` that neither the page nor the texts
 * beside it are served any more. An address that refuses everybody is believed
 * to be gone only where the place itself says that nothing is there.
 */
export async function verify(
  target: Target,
  receipt: Receipt,
  expectation: Expectation,
  fetch: typeof globalThis.fetch,
): Promise<Verdict> {
  if (!isPublic(receipt.url)) return verifyFile(target, receipt, expectation)
  if (expectation === 'live') return verifyLive(receipt, await askAddress(receipt.url, {fetch}))
  for (const address of addressesOf(receipt)) {
    const verdict = await verifyGone(target, receipt, address, await askAddress(address, {fetch}))
    if (verdict.type !== 'holds' || verdict.note) return verdict
  }
  return {type: 'holds'}
}

async function verifyFile(
  target: Target,
  receipt: Receipt,
  expectation: Expectation,
): Promise<Verdict> {
  const {isGone, isComplete} = await inspectOne(target, receipt)
  if (expectation === 'gone' ? isGone : isComplete) return {type: 'holds'}
  const why = isGone ? 'its files are not there' : 'some of its files are there'
  return {type: 'unknown', address: receipt.url, why}
}

function verifyLive({url, files}: Receipt, answer: Answer): Verdict {
  switch (answer.type) {
    case 'served': {
      const page = files.find(({path}) => path === 'index.html')
      return page && answer.sha256 !== page.sha256 ? {type: 'served', answer} : {type: 'holds'}
    }
    case 'missing':
      return answer
    case 'refused':
      return {type: 'unknown', address: url, why: `it answers ${answer.status}`}
    case 'unknown':
      return {...answer, address: url}
  }
}

async function verifyGone(
  target: Target,
  receipt: Receipt,
  address: string,
  answer: Answer,
): Promise<Verdict> {
  switch (answer.type) {
    case 'missing':
      return {type: 'holds'}
    case 'served':
      if (answer.isOurs || isPublished(receipt, answer)) return {type: 'served', answer}
      return {
        type: 'holds',
        note: `${address} answers ${answer.status} with another page where a missing one should answer 404.`,
      }
    case 'refused': {
      const {isReachable, isGone} = await inspectOne(target, receipt)
      if (isReachable && isGone) return {type: 'holds'}
      return {type: 'unknown', address, why: `it answers ${answer.status}`}
    }
    case 'unknown':
      return {...answer, address}
  }
}

function isPublished({files}: Receipt, {sha256}: Served): boolean {
  return files.some((file) => file.sha256 === sha256)
}

/** Where the page and the texts that tell the whole session may be cached, each by itself. */
function addressesOf({url, files}: Receipt): string[] {
  const folder = url.replace(/\/index\.html$/, '/')
  const names = ['index.html', 'session.md', 'session.json', 'embed.html']
  const there = names.filter((name) => files.some((file) => file.path === name))
  return [...new Set([url, ...there.map((name) => folder + name)])]
}
