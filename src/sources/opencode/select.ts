import {SessionpressError} from '../../errors.js'
import type {NativePlace} from '../../session/finding.js'
import {isObject, type Json} from '../../session/json.js'
import type {LeftOut} from '../../session/left-out.js'
import type {NativeSession} from '../../session/native.js'
import type {Selection} from '../../session/selection.js'
import {findBlock} from './block-names.js'
import {originsOf, type PageNumbers} from './origins.js'
import {turnsLeftOut} from './select/chosen-turns.js'
import {exclusionsOf} from './select/kinds.js'
import {withoutPaths} from './select/paths.js'
import {type Moves, selectSession} from './select/select-session.js'
import {createTally} from './select/tally.js'

export interface Selected {
  /** What goes out. Its `kept` says how the full session numbers it. */
  native: NativeSession
  left: LeftOut
  /**
   * Whether a place of the full session stays at home: nothing masked of what
   * stood there goes out.
   */
  isLeftOut(place: NativePlace): boolean
}

/**
 * Take from a session what its author keeps at home. It works on the native
 * JSON, after redaction and before everything else, so that no page, twin or
 * index can know what is not there; numbers of turns and blocks stay.
 *
 * @throws SessionpressError `USAGE_INVALID` for turns and blocks that there are not, and where no turn is left
 */
export function select(native: NativeSession, selection: Selection): Selected {
  if (isEverything(selection)) {
    return {native, left: {turns: [], parts: []}, isLeftOut: () => false}
  }
  const numbers = originsOf(native)
  const tally = createTally()
  const turns = turnsLeftOut(
    numbers.turns.map(({number}) => number),
    selection,
  )
  const blocks = new Set(selection.dropBlocks.map((name) => blockNamed(name, numbers)))
  const exclusions = exclusionsOf(selection)
  const {native: rest, moves} = selectSession(
    native,
    {exclusions, turns, blocks, isChild: false, tally},
    numbers,
  )
  const masked = selection.exclude.includes('paths') ? withoutPaths(rest) : undefined
  if (masked) tally.add('path', masked.count)
  const result = masked?.native ?? rest
  const left = tally.result([...turns])
  return {
    native: result.kept ? {...result, kept: {...result.kept, leftOut: left}} : result,
    left,
    isLeftOut: (place) => isGone(place, native, rest, moves),
  }
}

function isEverything(selection: Selection): boolean {
  const {exclude, toolOutputLines, fromTurn, toTurn, dropTurns, dropBlocks} = selection
  const isBound = [toolOutputLines, fromTurn, toTurn].some((bound) => bound !== undefined)
  return !isBound && exclude.length + dropTurns.length + dropBlocks.length === 0
}

/** `12-4`, of `t12-4`. */
function blockNamed(name: string, numbers: PageNumbers): string {
  const found = findBlock(name, numbers)
  if (found !== undefined) return found
  throw new SessionpressError('USAGE_INVALID', `\`${name}\` names no block of this session`, {
    hint: 'Name it as links to it do, such as `t12-4`, or `t12-0` for a prompt.',
  })
}

type Steps = NativePlace['path']

function isGone(
  place: NativePlace,
  full: NativeSession,
  kept: NativeSession,
  moves: Moves,
): boolean {
  const [first, ...rest] = place.session
  if (first !== undefined) {
    const child = moves.children[first]
    const [before, after] = [full.children[first], kept.children[child?.index ?? -1]]
    if (!child || !before || !after) return true
    return isGone({...place, session: rest}, before, after, child.moves)
  }
  const path = movedPath(place.path, moves)
  const now = path && valueAt(kept, path)
  if (now === undefined) return true
  if (typeof now !== 'string') return false
  return now !== valueAt(full, place.path) && !/\[redacted:|~|\.\//.test(now)
}

function movedPath(path: Steps, {messages, parts}: Moves): Steps | undefined {
  const [list, message, inside, part, ...rest] = path
  if (list !== 'messages' || typeof message !== 'number') return path
  const index = messages[message]
  if (index === undefined) return undefined
  const isPart = (inside === 'parts' || inside === 'content') && typeof part === 'number'
  if (!isPart) return [list, index, ...path.slice(2)]
  const to = parts.get(message)?.[part]
  return to === undefined ? undefined : [list, index, inside, to, ...rest]
}

function valueAt(native: NativeSession, path: Steps): Json | undefined {
  const {info, messages, todos, diffs} = native
  let value: Json | undefined = {info, messages, todos, diffs}
  for (const step of path) {
    if (Array.isArray(value)) value = typeof step === 'number' ? value[step] : undefined
    else value = isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined
  }
  return value
}
