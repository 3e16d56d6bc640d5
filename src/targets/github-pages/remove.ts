import {SessionpressError} from '../../errors.js'
import type {Receipt, Removal} from '../types.js'
import {fetchTip, type Push, pushTip, untilFirst} from './branch.js'
import type {Clone} from './clone.js'
import {type Change, messages, removedMode} from './commits.js'
import {readHistory, type Step} from './history.js'
import {listCommit, pathIn} from './listing.js'
import {describeRemoval} from './notes.js'
import {rewriteBranch} from './rewrite.js'
import {findOwned, findTraces, type Share, type Traces} from './traces.js'
import {toBytes, writeCommit} from './write-commit.js'

/**
 * Remove any number of shares at once, from what the branch holds now and from its history, and
 * look again until nothing is left that can go.
 */
export async function removeShares(
  clone: Clone,
  receipts: readonly Receipt[],
  allowRewrite: boolean,
): Promise<Removal & {isChanged: boolean}> {
  let pushes = 0
  let canRewrite = true
  const left = await untilFirst(clone, async () => {
    for (;;) {
      const state = await lookAt(clone, receipts, allowRewrite)
      if (!canRewrite) setAside(state.traces)
      const push = await removeOnce(clone, state, canRewrite)
      if (!push) return state.traces
      if (push.type === 'lost') return undefined
      if (push.type === 'done') pushes = countPush(clone, pushes)
      else if (canRewrite && state.traces.free.size > 0) canRewrite = false
      else throw push.error
    }
  })
  const isChanged = pushes > 0
  return {isChanged, notes: describeRemoval(clone, left, isChanged)}
}

/** One push does it, unless others publish the same again; a host that never keeps one must not keep us. */
function countPush({branch, remote}: Clone, before: number): number {
  if (before + 1 < mostPushes) return before + 1
  throw new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${remote}\` took the push ${mostPushes} times, and \`${branch}\` still holds what was to go.`,
    {hint: 'Look what sets the branch back there, then run this again.'},
  )
}

const mostPushes = 6

interface State {
  tip: string | undefined
  history: Step[]
  shares: Share[]
  traces: Traces
}

async function lookAt(
  clone: Clone,
  receipts: readonly Receipt[],
  allowRewrite: boolean,
): Promise<State> {
  const tip = await fetchTip(clone)
  const listing = await listCommit(clone, tip)
  const shares = receipts.map((receipt) => findOwned(clone, listing, receipt))
  const history = tip === undefined ? [] : await readHistory(clone, tip)
  return {tip, history, shares, traces: findTraces(clone, history, shares, allowRewrite)}
}

/** Nothing is pushed where nothing is left to do. */
async function removeOnce(
  clone: Clone,
  {tip, history, shares, traces}: State,
  canRewrite: boolean,
): Promise<Push | undefined> {
  const changes = shares.filter((share) => !traces.free.has(share)).flatMap(absent)
  if (tip === undefined || traces.free.size + changes.length === 0) return undefined
  const message = canRewrite ? messages.remove : messages.removeFromTip
  const to =
    traces.free.size > 0
      ? await rewriteBranch(clone, {history, shares: [...traces.free], changes})
      : await writeCommit(clone, {from: tip, parent: tip, changes, message})
  return await pushTip(clone, tip, to)

  function absent({receipt, present}: Share): Change[] {
    const paths = present.map((file) => toBytes(pathIn(clone, receipt.path, file)))
    return paths.map((path) => ({mode: removedMode, oid: '', path}))
  }
}

/** The host lets nobody rewrite the branch: what could go from its history stays. */
function setAside({free, refused}: Traces): void {
  for (const share of free) refused.add(share)
  free.clear()
}
