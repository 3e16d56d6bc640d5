import {textOf} from '../../../session/json.js'
import type {Block} from '../../../session/model.js'
import type {Kept, KeptMessage, NativeSession} from '../../../session/native.js'
import {originsOf, type PageNumbers} from '../origins.js'
import {isChangeTool, isTodoTool} from './call.js'
import {without} from './exclusion.js'
import {writtenFiles} from './files.js'
import {aroundOf, type LeftNotes, type Plan, settled, wordOf} from './plan.js'
import {keptRevert} from './revert.js'
import {selectMessage} from './select-message.js'

/** Where what is left of a session stood before. */
export interface Moves {
  /** For each message of before its place now. */
  messages: (number | undefined)[]
  parts: Map<number, (number | undefined)[]>
  children: ({index: number; moves: Moves} | undefined)[]
}

export interface SelectedSession {
  native: NativeSession
  moves: Moves
}

/** Take from a session and its subagents what stays at home. */
export function selectSession(
  native: NativeSession,
  given: Omit<Plan, 'written'>,
  numbers: PageNumbers = originsOf(native),
): SelectedSession {
  const plan: Plan = {...given, written: writtenFiles(native)}
  const notes: LeftNotes = {parts: [], dropped: new Set()}
  const isFlat = native.format === 'opencode-2'
  const lost = lostBlocks(numbers, plan)
  const changed = new Set(lost.filter(isChange).map(({turn}) => turn))
  const messages: NativeSession['messages'] = []
  const kept: KeptMessage[] = []
  const moves: Moves = {messages: [], parts: new Map(), children: []}

  for (const [index, message] of native.messages.entries()) {
    const turn = numbers.turnOf(index)
    if (turn === undefined || plan.turns.has(turn)) {
      moves.messages.push(undefined)
      continue
    }
    const place = {index, turn, isFlat, numbers, changed}
    const selected = selectMessage(message, place, plan, notes)
    moves.parts.set(index, selected.moved)
    kept.push(selected.kept)
    moves.messages.push(messages.push(selected.message) - 1)
  }

  const whole = aroundSession(native, lost, plan)
  const children = selectChildren(native, whole.children, lost, numbers, plan)
  moves.children = children.moves
  return {
    native: {
      ...whole,
      info: keptRevert(whole.info, native.messages, moves.messages),
      messages,
      children: children.natives,
      kept: {
        messages: kept,
        undone: undoneOf(numbers),
        blocks: blocksOf(numbers, plan),
        left: settled(notes),
        leftOut: {turns: [], parts: []},
      },
    },
    moves,
  }
}

interface LostBlock {
  turn: number
  block: Block
}

/** Blocks that go with their turns, or were dropped by name. */
function lostBlocks({turns}: PageNumbers, plan: Plan): LostBlock[] {
  if (plan.turns.size === 0 && plan.blocks.size === 0) return []
  return turns.flatMap(({number: turn, blocks}) =>
    blocks
      .filter(({number}) => plan.turns.has(turn) || plan.blocks.has(`${turn}-${number}`))
      .map(({block}) => ({turn, block})),
  )
}

function isChange({block}: LostBlock): boolean {
  return block.type === 'tool' && (block.diffs.length > 0 || isChangeTool(block.name))
}

/** What the session says of all its turns would tell of those that stay at home. */
function aroundSession(native: NativeSession, lost: readonly LostBlock[], plan: Plan) {
  const around = aroundOf(plan, false)
  let result = native
  for (const {session: take} of plan.exclusions) result = take?.(result, around) ?? result
  const hasTurns = plan.turns.size > 0
  const hasTodos = lost.some(({block}) => block.type === 'tool' && isTodoTool(block.name))
  return {
    ...result,
    info: hasTurns ? without(result.info, 'summary', 'cost', 'tokens') : result.info,
    diffs: hasTurns || lost.some(isChange) ? [] : result.diffs,
    todos: hasTurns || hasTodos ? [] : result.todos,
  }
}

/** Subagents go with the call that started them, and those that no call names with any turn. */
function selectChildren(
  native: NativeSession,
  wanted: readonly NativeSession[],
  lost: readonly LostBlock[],
  {turns}: PageNumbers,
  plan: Plan,
) {
  const gone = new Set(lost.map(({block}) => block))
  const blocks = turns.flatMap((turn) => turn.blocks.map(({block}) => block))
  const named = idsOf(blocks.filter((block) => !gone.has(block)))
  const lostIDs = idsOf([...gone])
  const natives: NativeSession[] = []
  const moves = native.children.map((child) => {
    const id = textOf(child.info.id) ?? ''
    const isLost = !named.has(id) && (lostIDs.has(id) || plan.turns.size > 0)
    if (isLost && wanted.includes(child)) plan.tally.add('subagent', 1)
    if (isLost || !wanted.includes(child)) return undefined
    const own = {...plan, turns: new Set<number>(), blocks: new Set<string>(), isChild: true}
    const selected = selectSession(child, own)
    return {index: natives.push(selected.native) - 1, moves: selected.moves}
  })
  return {natives, moves}
}

function idsOf(blocks: readonly Block[]): Set<string> {
  return new Set(
    blocks.flatMap((block) => (block.type === 'tool' && block.childID ? [block.childID] : [])),
  )
}

function blocksOf({turns}: PageNumbers, plan: Plan): Kept['blocks'] {
  return turns
    .filter(({number}) => !plan.turns.has(number))
    .flatMap(({number: turn, blocks}) =>
      blocks.map(({number, block}) => ({turn, block: number, what: wordOf(block)})),
    )
}

function undoneOf({turns}: PageNumbers): string[] {
  return turns.flatMap(({turn, number, blocks}) => [
    ...(turn.isUndone ? [String(number)] : []),
    ...blocks.flatMap((one) => (one.block.isUndone ? [`${number}-${one.number}`] : [])),
  ])
}
