import {randomBytes} from 'node:crypto'
import {SessionpressError} from '../errors.js'
import type {ActiveRecord} from '../ledger/record.js'
import {rootFilesOf} from '../session/bundle.js'
import {askAddress, isPublic} from '../targets/ask-address.js'
import type {Receipt, Target} from '../targets/types.js'
import {type Verdict, verify} from '../targets/verify.js'
import {describeMissing, describeOther} from './describe-served.js'

interface TellVisitorsOptions {
  target: Target
  fetch: typeof globalThis.fetch
  /** Whether the address was given to nobody before. */
  isNew: boolean
  onWarning: (warning: string) => void
}

/**
 * Ask the public address of what was just published, once and not for long,
 * and warn where visitors do not get it yet. What the place itself says was
 * compared before: the share is live whatever comes of this.
 */
export async function tellVisitors(
  {receipt}: ActiveRecord,
  options: TellVisitorsOptions,
): Promise<void> {
  if (!isPublic(receipt.url)) return
  await tellOfPage(receipt, options)
  await tellOfImport(receipt, options)
}

async function tellOfPage(
  receipt: Receipt,
  {target, fetch, isNew, onWarning}: TellVisitorsOptions,
): Promise<void> {
  // Behind a question mark of its own, so that no cache keeps for others that it was not there yet.
  const url = isNew ? uncached(receipt.url) : receipt.url
  try {
    const verdict = await verify(target, {...receipt, url}, 'live', fetch, {patience})
    const what = describe(verdict, isNew)
    if (what) onWarning(`It is published, but visitors may not get it yet. ${what}${delay(target)}`)
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    onWarning(`It is published, but whether visitors get it is not known. ${error.message}`)
  }
}

/** Some hosts keep `/api` for programs of theirs, or hide files without an extension: a page alone tells nothing of that. */
async function tellOfImport(
  {path, url, files}: Receipt,
  {fetch, isNew, onWarning}: TellVisitorsOptions,
): Promise<void> {
  const {data} = rootFilesOf(path)
  const file = files.find((each) => each.path === data)
  if (!file) return
  const {href} = new URL(data, url)
  const answer = await askAddress(isNew ? uncached(href) : href, {fetch, patience})
  if (answer.type === 'served' && answer.sha256 === file.sha256) return
  if (answer.type === 'unknown' && !isNew) return
  const why = answer.type === 'unknown' ? answer.why : `it answers ${answer.status}`
  const what = answer.type === 'served' ? 'it gives something else' : why
  onWarning(`It is published, but \`opencode import\` may not get it yet from ${href}: ${what}.`)
}

function uncached(url: string): string {
  return `${url}?${randomBytes(4).toString('hex')}`
}

/** Milliseconds to wait for the answer: the share is done, and somebody waits for its link. */
const patience = 5_000

function describe(verdict: Verdict, isNew: boolean): string | undefined {
  switch (verdict.type) {
    case 'holds':
      return undefined
    case 'served':
      return describeOther(verdict.answers)
    case 'missing':
      return describeMissing(verdict.status)
    case 'unknown':
      // A host that nobody here can ask was told of at the first share.
      return isNew ? `The address could not be asked: ${verdict.why}.` : undefined
  }
}

function delay({abilities: {cacheSeconds}}: Target): string {
  if (!cacheSeconds) return ''
  const minutes = Math.ceil(cacheSeconds / 60)
  return ` It can take ${minutes === 1 ? 'a minute' : `${minutes} minutes`} there.`
}
