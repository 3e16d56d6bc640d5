import {isObject, type JsonObject, objectOf} from '../../../session/json.js'
import type {KeptMessage} from '../../../session/native.js'
import {keyOfBlock} from '../normalise/numbered.js'
import type {OwnBlock, PageNumbers} from '../origins.js'
import {blankMessage, blankPrompt, isSummary, withoutOwn} from './dropped.js'
import {without} from './exclusion.js'
import {aroundOf, type LeftNotes, note, noteDropped, type Plan, wordOf} from './plan.js'
import {noneBeside, selectBeside} from './select-beside.js'
import {selectParts} from './select-parts.js'
import {withoutDiffs} from './session-diffs.js'

/** A message without what stays at home. */
export interface SelectedMessage {
  message: JsonObject
  kept: KeptMessage
  /** For each part of before its place now. */
  moved: (number | undefined)[]
}

/** Where a message stands, and what its session knows of it. */
export interface MessagePlace {
  index: number
  turn: number
  isFlat: boolean
  numbers: PageNumbers
  /** Turns in which a change of a file was dropped: their summaries would tell of it. */
  changed: ReadonlySet<number>
}

/** Take from one message of a kept turn what stays at home. */
export function selectMessage(
  message: JsonObject,
  place: MessagePlace,
  plan: Plan,
  notes: LeftNotes,
): SelectedMessage {
  const listName = place.isFlat ? 'content' : 'parts'
  const own = place.numbers.ownBlocksOf(place.index)
  const {list, numbers, moved} = selectParts(message, listName, place, plan, notes)
  const fields = selectFields(message, place, own, plan, notes)
  const beside = place.isFlat ? noneBeside : selectBeside(message, place, plan, notes)
  const info = isObject(message.info) ? {info: fields} : {}
  return {
    message: {
      ...(place.isFlat ? fields : {...beside.fields, ...info}),
      ...(message[listName] === undefined ? {} : {[listName]: list}),
    },
    kept: {
      turn: place.turn,
      parts: [...numbers, ...beside.numbers],
      own: own.map(({block, number}) => ({key: keyOfBlock(block), number})),
    },
    moved,
  }
}

function selectFields(
  message: JsonObject,
  place: MessagePlace,
  own: readonly OwnBlock[],
  plan: Plan,
  notes: LeftNotes,
): JsonObject {
  const {isFlat, turn, index, numbers, changed} = place
  const isPrompt = numbers.isPrompt(index)
  const around = aroundOf(plan, isPrompt)
  let fields = isFlat ? without(message, 'content') : objectOf(message.info)
  if (changed.has(turn)) fields = withoutDiffs(fields)
  for (const {message: take} of plan.exclusions) fields = take?.(fields, around) ?? fields
  if (isSummary(message) && [...plan.turns].some((left) => left < turn) && isFlat) {
    fields = without(fields, 'summary', 'recent')
    around.say('summary')
    around.count('summary')
  }
  const isOfPrompt = isPrompt && fields.type !== 'shell'
  note(notes, turn, isOfPrompt ? 0 : own[0]?.number, around.said)
  return dropOwn(fields, place, own, plan, notes)
}

/** Blocks that a message makes by itself, its prompt among them, where they are dropped by name. */
function dropOwn(
  fields: JsonObject,
  {index, turn, isFlat, numbers}: MessagePlace,
  own: readonly OwnBlock[],
  plan: Plan,
  notes: LeftNotes,
): JsonObject {
  let result = fields
  if (numbers.isPrompt(index) && plan.blocks.has(`${turn}-0`)) {
    noteDropped(notes, plan, {turn, block: 0, what: 'prompt'})
    result = blankPrompt(result)
  }
  for (const {number, block} of own) {
    if (!plan.blocks.has(`${turn}-${number}`)) continue
    noteDropped(notes, plan, {turn, block: number, what: wordOf(block)})
    const isAlone = isFlat && result.type !== 'assistant' && !numbers.isPrompt(index)
    result = isAlone ? blankMessage(result) : withoutOwn(result, keyOfBlock(block))
  }
  return result
}
