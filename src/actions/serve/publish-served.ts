import {readConfiguration} from '../../config/configuration.js'
import {type ErrorCode, SessionpressError} from '../../errors.js'
import {isServed} from '../../ledger/record.js'
import {hasAnswer} from '../../sources/opencode/has-answer.js'
import {targetSchemas} from '../../targets/registry.js'
import {currentDestination} from '../current-destination.js'
import {prepare} from '../prepare.js'
import {shareWith} from '../share.js'
import type {ServeContext} from './context.js'
import {findServed, isUnknownShare} from './find-served.js'
import {hold} from './hold.js'
import {clearNews, forgetServed} from './news.js'
import {type PublishedState, readPublished, writePublished} from './published.js'
import {readServed, type ServedSession} from './read-served.js'
import {readTwin, type Twin, writeData} from './served-data.js'

/** What became of one attempt to publish. */
export type Published =
  | {type: 'live'; url: string}
  /** Nothing was answered yet, or nothing is new. */
  | {type: 'waiting'}
  /** A person has to decide first. */
  | {type: 'held'; sessionID: string; code: string; message: string}
  /** It is not shared any more. */
  | {type: 'gone'}

/**
 * Bring a share up to date with what its client sent, as `share` does it: the same redaction, gate,
 * policy and ledger.
 *
 * @param isForced Whether it is made although nothing has come since the last time.
 * @throws SessionpressError `TARGET_*`, `PUBLISH_*`, `LEDGER_*`, `CONFIG_*`
 */
export async function publishServed(
  context: ServeContext,
  shareID: string,
  isForced: boolean,
): Promise<Published> {
  // One after the other, so that nobody puts an older state over a newer one.
  const release = await context.ledger.lock(`serve ${shareID}`)
  try {
    const last = await context.openLog(shareID).last()
    const published = await publishAlone(context, shareID, isForced)
    await clearNews(context, shareID, last)
    // Whoever took it down meanwhile forgot what there was before this wrote what it had done.
    const isThere = await findServed(context, shareID).catch(ignoreUnknown)
    if (!isThere) await forgetServed(context.ledger, shareID)
    return published
  } finally {
    await release()
  }
}

async function publishAlone(
  context: ServeContext,
  shareID: string,
  isForced: boolean,
): Promise<Published> {
  const record = await findServed(context, shareID).catch(ignoreUnknown)
  if (!record) return {type: 'gone'}
  const log = context.openLog(shareID)
  const {sessionID} = record
  const served = await readServed(context, {shareID, sessionID})
  if (!served || !hasAnswer(served.native)) return {type: 'waiting'}
  const published = await readPublished(context, shareID)
  if (!isForced && published && isSame(published, served)) return {type: 'waiting'}
  try {
    const url = await publish(context, record, served)
    const {updated} = served
    // Where a store had it once, its end there is its end.
    const stores = served.stores.length > 0 ? served.stores : (published?.stores ?? [])
    const state = {last: served.last, stores, ...(updated !== undefined && {updated})}
    await writePublished(context, shareID, state)
    const last = await log.compact(served.last)
    if (last !== served.last) await writePublished(context, shareID, {...state, last})
    return {type: 'live', url}
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    // Somebody was quicker: what is taken down stays so.
    if (isUnknownShare(error)) return {type: 'gone'}
    if (!holding.has(error.code)) throw error
    await hold(context, shareID)
    const {code, message} = error
    return {type: 'held', sessionID, code, message}
  }
}

/** Nothing came, and its store has it as it was, or not any more. */
function isSame(published: PublishedState, {last, updated}: ServedSession): boolean {
  return published.last === last && (updated === undefined || published.updated === updated)
}

/** What a person has to decide about. */
const holding = new Set<ErrorCode>([
  'GATE_REFUSED',
  'GATE_FAILED',
  'REVIEW_NEEDED',
  'POLICY_REFUSED',
])

async function publish(
  context: ServeContext,
  record: Awaited<ReturnType<typeof findServed>>,
  {native, earlier, folders}: ServedSession,
): Promise<string> {
  const {surroundings, state, say} = context
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  const twins: Twin[] = []
  const prepareServed: typeof prepare = async (session, options) => {
    const prepared = await prepare(session, {
      ...options,
      earlier,
      folders,
      read: async () => native,
      jobs: threadsOfOne,
    })
    twins.push(await readTwin(prepared.bundle))
    return prepared
  }
  const {shareURL} = await shareWith(prepareServed, record.sessionID, {
    ...{surroundings, yes: true, onWarning: say, only: record.shareID},
    ...(state !== undefined && {state}),
    destination: currentDestination(record, configuration, surroundings),
    keepsChoice: true,
  })
  const published = await context.ledger.read(record.shareID)
  if (published && isServed(published)) await writeData(context, published, twins)
  return shareURL ?? ''
}

/** Several shares are published at once, each by a thread that has another one make its pages. */
const threadsOfOne = 1

function ignoreUnknown(error: unknown): undefined {
  if (!isUnknownShare(error)) throw error
}
