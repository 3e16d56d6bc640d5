import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../../errors.js'
import type {ProgramResult} from '../run-program.js'
import type {Clone} from './clone.js'
import {damaged, explainRefusal, explainRemote, tellsDamage} from './explain.js'

/** What became of a push. */
export type Push =
  | {type: 'done'}
  /** Somebody else was there first. */
  | {type: 'lost'}
  /** The remote does not take it: a hook, a protected branch. */
  | {type: 'refused'; error: SessionpressError}

/**
 * Ask the remote where the branch is, and bring what is new of it.
 *
 * @returns Its commit; `undefined` where there is no such branch.
 * @throws SessionpressError `TARGET_DENIED`, `TARGET_UNAVAILABLE`
 */
export async function fetchTip(clone: Clone): Promise<string | undefined> {
  const asked = await askTip(clone)
  if (asked === undefined) return undefined
  const seen = await clone.run(['rev-parse', '--verify', '--quiet', `${clone.seen}^{commit}`])
  if (seen.stdout.toString().trim() === asked) return asked

  const spec = `+${head(clone)}:${clone.ref}`
  const quiet = ['--no-tags', '--no-write-fetch-head', '--progress']
  const fetched = await clone.run(['fetch', ...quiet, clone.remote, spec])
  if (fetched.status !== 0) throw explain(clone, 'fetch from', fetched)
  const tip = (await clone.read(['rev-parse', '--verify', clone.ref])).toString().trim()
  await noteSeen(clone, tip)
  return tip
}

/**
 * Set the branch to a commit if it still is where it was, all or nothing.
 *
 * @throws SessionpressError `TARGET_DENIED`, `TARGET_UNAVAILABLE` where the remote cannot be reached
 */
export async function pushTip(clone: Clone, from: string | undefined, to: string): Promise<Push> {
  const pushed = await push(clone, from, to)
  if (pushed.status === 0) return await done(clone, to)
  const line = /^!\t[^\t]*\t\[(.*?)\] \((.*)\)$/m.exec(pushed.stdout.toString())
  const [, kind = '', why = ''] = line ?? []
  if (line && (kind === 'rejected' || lost.test(why))) return {type: 'lost'}
  if (line && kind === 'remote rejected' && !/unpack/.test(why)) {
    return {type: 'refused', error: explainRefusal(clone.remote, why, pushed.stderr)}
  }
  const error = explain(clone, 'push to', pushed)
  // The answer may have been lost behind a push that the remote took.
  const tip = await askTip(clone).catch(() => undefined)
  if (tip === to) return await done(clone, to)
  throw error
}

/** Whether the remote would let us push, as far as it tells beforehand. */
export async function tryPush(clone: Clone, tip: string | undefined, to: string): Promise<void> {
  const tried = await push(clone, tip, to, ['--dry-run'])
  if (tried.status !== 0) throw explain(clone, 'push to', tried)
}

/**
 * Do something again until nobody else was there first.
 *
 * @param attempt Resolves to nothing where it lost the race.
 * @throws SessionpressError `TARGET_UNAVAILABLE` where it loses every time
 */
export async function untilFirst<Result>(
  {branch, remote}: Clone,
  attempt: () => Promise<Result | undefined>,
): Promise<Result> {
  for (let tries = 0; tries < mostTries; tries++) {
    // Everybody waits another while, or the same would meet again.
    if (tries > 0) await sleep(Math.random() * Math.min(100 * 2 ** tries, 5_000))
    const result = await attempt()
    if (result !== undefined) return result
  }
  throw new SessionpressError(
    'TARGET_UNAVAILABLE',
    `Others pushed to \`${branch}\` of \`${remote}\` first, ${mostTries} times.`,
    {hint: 'Run this again later.'},
  )
}

const mostTries = 20

const lost =
  /stale info|fetch first|cannot lock ref|failed to (update|lock)|incorrect old value|already exists|reference .* changed/i

async function askTip(clone: Clone): Promise<string | undefined> {
  const asked = await clone.run(['ls-remote', '--quiet', clone.remote, head(clone)])
  if (asked.status !== 0) throw explain(clone, 'reach', asked)
  const lines = asked.stdout.toString().split('\n')
  // The pattern also matches longer names that end in it.
  return lines.find((line) => line.endsWith(`\t${head(clone)}`))?.split('\t')[0]
}

function push(
  clone: Clone,
  from: string | undefined,
  to: string,
  more: string[] = [],
): Promise<ProgramResult> {
  const lease = `--force-with-lease=${head(clone)}:${from ?? ''}`
  const parameters = ['push', '--porcelain', '--progress', '--no-verify', lease, ...more]
  return clone.run([...parameters, clone.remote, `${to}:${head(clone)}`])
}

async function done(clone: Clone, to: string): Promise<Push> {
  await noteSeen(clone, to)
  return {type: 'done'}
}

/** Other runs may note another commit at the same time; whichever stays is one that was seen. */
async function noteSeen(clone: Clone, tip: string): Promise<void> {
  // A lock that a killed run left is damage too.
  await clone.read(['update-ref', clone.seen, tip])
}

function head({branch}: Clone): string {
  return `refs/heads/${branch}`
}

function explain({remote}: Clone, doing: string, {stderr}: ProgramResult): SessionpressError {
  return tellsDamage(stderr) ? damaged(stderr) : explainRemote(doing, remote, stderr)
}
