import {isFailure} from '../../../session/failure.js'
import type {JsonObject} from '../../../session/json.js'
import {numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {LeftOut} from '../../../session/left-out.js'
import {type PutAway, withFieldsAway} from '../../../session/long-list.js'
import type {Block, FileDiff, ModelRef, Session, Todo, Turn} from '../../../session/model.js'
import type {NativeSession} from '../../../session/native.js'
import {type ComposeBudget, composeBudget} from './compose-patches.js'
import {fileDiffs, latestByPath} from './file-diff.js'
import {netDiffs} from './net-diffs.js'
import {numbered} from './numbered.js'
import {optional} from './optional.js'
import type {Origins} from './origin.js'
import {closeTurn, distinctModels, type NumberedTurn, type OpenTurn} from './story.js'
import {todoList, todoMarker} from './todos.js'
import {type BlockCounts, totalsOf, undoneOf} from './totals.js'

export interface Told {
  turns: OpenTurn[]
  models: ModelRef[]
  /** Messages with a role or type of their own, of the whole session. */
  messages: number
  /** What each message and part became. */
  origins: Origins
}

interface AssembleOptions {
  /** Sessions of subagents. */
  children: Session[]
  /** Takes what a turn holds out of memory. */
  putAway: PutAway | undefined
}

/** Put what the messages told together with what the session says of itself. */
export function assemble(
  native: NativeSession,
  told: Told,
  {children, putAway}: AssembleOptions,
): Session {
  const {info} = native
  const budget = composeBudget()
  const numbers = numbered(told, native.kept)
  const {turns, todos, counts} = close(numbers, budget, putAway)
  const stored = todoList(native.todos)
  const diffs = sessionDiffs(native, turns, budget)
  return {
    id: stringOf(info.id) ?? '',
    title: textOf(info.title) ?? 'Untitled session',
    agent: {name: 'OpenCode', ...optional('version', textOf(info.version))},
    ...optional('directory', directoryOf(info)),
    times: timesOf(info),
    ...optional('parentID', textOf(info.parentID)),
    models: distinctModels(told.models),
    turns,
    todos: stored.length > 0 ? stored : todos,
    diffs,
    children,
    totals: totalsOf({told, numbers, turns, diffs, counts}),
    ...optional('undone', undoneOf(turns, counts)),
    remarks: native.remarks,
    ...optional('leftOut', isAnything(native.kept?.leftOut)),
    ...optional('extra', extraOf(info)),
  }
}

interface Closed {
  turns: Turn[]
  /** The last list that a call wrote. */
  todos: Todo[]
  counts: BlockCounts
}

/** Turn by turn, so that not all of them have to be in memory. */
function close(
  numbers: readonly NumberedTurn[],
  budget: ComposeBudget,
  putAway: PutAway | undefined,
): Closed {
  const marker = todoMarker()
  const counts: BlockCounts = {toolCalls: 0, errors: 0, undone: 0}
  const turns = numbers.map((one) => {
    const turn = closeTurn(one, budget)
    marker.mark(turn.blocks)
    for (const block of turn.blocks) {
      if (block.type === 'tool') counts.toolCalls += 1
      if (isFailure(block)) counts.errors += 1
      if (block.isUndone && !turn.isUndone) counts.undone += 1
    }
    return putAway ? withFieldsAway(turn, ['blocks', 'diffs'], putAway) : turn
  })
  return {turns, todos: marker.last(), counts}
}

/** Subagents have no summary of their own: the root's counts them in. */
function isAnything(left: LeftOut | undefined): LeftOut | undefined {
  return left && left.turns.length + left.parts.length > 0 ? left : undefined
}

/** Where it worked. Masked to `.` or `~` the folder says nothing any more. */
function directoryOf(info: JsonObject): string | undefined {
  const directory = textOf(info.directory) ?? textOf(objectOf(info.location).directory)
  return directory === '.' || directory === '~' ? undefined : directory
}

function timesOf(info: JsonObject): Session['times'] {
  const time = objectOf(info.time)
  return {
    ...optional('created', numberOf(time.created)),
    ...optional('updated', numberOf(time.updated)),
    ...optional('archived', numberOf(time.archived)),
  }
}

/**
 * Net change of the session: the store's own list where it has one, else that
 * of the turns' net diffs, else that of what the tools changed.
 * `session.summary` says zero since 1.17 and is never asked (reference 8.5).
 */
function sessionDiffs(
  native: NativeSession,
  turns: readonly Turn[],
  budget: ComposeBudget,
): FileDiff[] {
  const stored = fileDiffs(native.diffs)
  if (stored.length > 0) return latestByPath(stored)
  const kept = turns.filter((turn) => !turn.isUndone)
  const told = kept.flatMap((turn) => turn.diffs)
  if (told.length > 0) return netDiffs(told, 'messages', budget)
  const changes = kept.flatMap((turn) => turn.blocks.flatMap(changesOf))
  return netDiffs(changes, 'tools', budget)
}

function changesOf(block: Block): FileDiff[] {
  return block.type === 'tool' && block.status === 'completed' && !block.isUndone ? block.diffs : []
}

/** `metadata` is the user's own; everything else of `info` is told elsewhere or is plumbing. */
function extraOf(info: JsonObject): JsonObject | undefined {
  const metadata = objectOf(info.metadata)
  return Object.keys(metadata).length > 0 ? metadata : undefined
}
