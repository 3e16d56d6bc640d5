import {describeBug, type ErrorCode, SessionpressError} from '../../errors.js'
import {isServed} from '../../ledger/record.js'
import type {ServeContext} from './context.js'
import type {Published} from './publish-served.js'
import {readPublished} from './published.js'
import type {Thread} from './threads.js'

/** What is to be done about a share that did not come to its end, and when. */
export interface Attempts {
  /** Make the page of a share. Gives the milliseconds after which it has to be tried once more. */
  publish(shareID: string): Promise<number | undefined>
  /** Shares that wait for a person, of whose decisions something is new. */
  decided(): Promise<string[]>
  /** Shares that wait for a person, and whose decisions this process does not look for yet. */
  heldElsewhere(): Promise<string[]>
  /** Shares of which something came before this process began that nobody has published. */
  unfinished(): Promise<string[]>
}

/** Milliseconds until the next attempt where a target cannot be reached, doubled each time. */
const firstPause = 5_000
const longestPause = 300_000

export function createAttempts(context: ServeContext, publisher: Thread): Attempts {
  const {ledger, say} = context
  const pauses = new Map<string, number>()
  /** What was decided when a share was held. */
  const held = new Map<string, {sessionID: string; decisions: string}>()
  const forced = new Set<string>()

  return {
    async publish(shareID) {
      const isForced = forced.delete(shareID)
      try {
        await tell(shareID, await publisher.do({type: 'publish', shareID, isForced}))
        pauses.delete(shareID)
        return undefined
      } catch (error) {
        if (isForced) forced.add(shareID)
        return fail(shareID, error)
      }
    },

    async decided() {
      const news: string[] = []
      for (const [shareID, {sessionID, decisions}] of held) {
        if ((await decisionsOf(sessionID)) === decisions) continue
        held.delete(shareID)
        forced.add(shareID)
        news.push(shareID)
      }
      return news
    },

    async heldElsewhere() {
      const left = (await ledger.list()).records
        .filter(isServed)
        .filter(({shareID, isHeld}) => isHeld && !held.has(shareID))
        .map(({shareID}) => shareID)
      for (const shareID of left) forced.add(shareID)
      return left
    },

    async unfinished() {
      const open: string[] = []
      for (const {shareID, isHeld} of (await ledger.list()).records.filter(isServed)) {
        const last = await context.openLog(shareID).last()
        if (isHeld) forced.add(shareID)
        if (last > 0 && (isHeld || (await readPublished(context, shareID))?.last !== last)) {
          open.push(shareID)
        }
      }
      return open
    },
  }

  async function tell(shareID: string, published: Published): Promise<void> {
    if (published.type === 'live') say(`${shareID}: published at ${published.url}`)
    if (published.type !== 'held') return
    const {sessionID, message} = published
    held.set(shareID, {sessionID, decisions: await decisionsOf(sessionID)})
    say(`${shareID}: held for review. ${message} Run \`sessionpress review ${sessionID}\`.`)
  }

  async function decisionsOf(sessionID: string): Promise<string> {
    return JSON.stringify(await ledger.decisions.read(sessionID))
  }

  function fail(shareID: string, error: unknown): number | undefined {
    const isExpected = error instanceof SessionpressError
    const why = isExpected ? error.message : `BUG: ${describeBug(error)}`
    const pause = Math.min(pauses.get(shareID) ?? firstPause, longestPause)
    pauses.set(shareID, pause * 2)
    // A thread that dies takes others' pages with it, which nothing is wrong with.
    const mayPass = !isExpected || passing.has(error.code)
    say(`${shareID}: not published. ${why}${mayPass ? ` Tried again in ${pause / 1000} s.` : ''}`)
    return mayPass ? pause : undefined
  }
}

/** What may be otherwise a little later, without anybody doing something about it here. */
const passing = new Set<ErrorCode>([
  'TARGET_UNAVAILABLE',
  'TARGET_FULL',
  'TARGET_DENIED',
  'LEDGER_LOCKED',
  'LEDGER_UNAVAILABLE',
  'LEDGER_DENIED',
  'PUBLISH_PARTIAL',
  'PUBLISH_UNVERIFIED',
  'SYSTEM_EXHAUSTED',
  'TEMPORARY_UNWRITABLE',
])
