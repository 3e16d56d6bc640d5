import {isObject, type Json, type JsonObject, objectOf} from '../../../session/json.js'
import {toolOf} from './call.js'
import {isSummary} from './dropped.js'
import {aroundOf, isDropped, type LeftNotes, note, noteDropped, type Plan} from './plan.js'
import type {MessagePlace} from './select-message.js'

/** The parts of a message that are there, with the numbers of their blocks. */
export interface SelectedParts {
  list: Json
  numbers: (number | null)[]
  moved: (number | undefined)[]
}

/** Take from the parts of one message what stays at home. */
export function selectParts(
  message: JsonObject,
  listName: string,
  place: MessagePlace,
  plan: Plan,
  notes: LeftNotes,
): SelectedParts {
  const recorded = message[listName]
  const numberOf = (part: number) => place.numbers.blockOf(place.index, part) ?? null
  if (!Array.isArray(recorded)) {
    const isGone = recorded !== undefined && isDropped(plan, place.turn, numberOf(0))
    if (isGone) noteDropped(notes, plan, {turn: place.turn, block: numberOf(0) ?? 0, what: 'text'})
    const numbers = recorded === undefined || recorded === null || isGone ? [] : [numberOf(0)]
    return {list: isGone ? [] : (recorded ?? []), numbers, moved: []}
  }
  const list: Json[] = []
  const numbers: (number | null)[] = []
  const moved = recorded.map((part, index) => {
    const kept = selectPart(part, numberOf(index), isSummary(message), place, plan, notes)
    if (kept === undefined) return undefined
    list.push(kept)
    return numbers.push(numberOf(index)) - 1
  })
  return {list, numbers, moved}
}

function selectPart(
  recorded: Json,
  number: number | null,
  isOfSummary: boolean,
  place: MessagePlace,
  plan: Plan,
  notes: LeftNotes,
): Json | undefined {
  const {turn} = place
  if (isDropped(plan, turn, number)) {
    noteDropped(notes, plan, {turn, block: number ?? 0, what: whatOf(recorded, number)})
    return undefined
  }
  if (!isObject(recorded)) return recorded
  const around = aroundOf(plan, number === 0)
  let part: JsonObject | undefined = recorded
  if (isOfSummary && part.type === 'text' && [...plan.turns].some((left) => left < turn)) {
    around.say('summary')
    around.count('summary')
    note(notes, turn, number ?? undefined, around.said)
    return undefined
  }
  for (const {part: take} of plan.exclusions) part = take && part ? take(part, around) : part
  const isWhole = part === undefined && number !== 0
  note(notes, turn, number ?? undefined, isWhole ? around.said.slice(-1) : around.said, isWhole)
  return part
}

function whatOf(part: Json, number: number | null): string {
  if (number === 0) return 'prompt'
  const {type} = objectOf(part)
  const tool = toolOf(objectOf(part))
  if (tool) return tool
  if (type === 'text') return 'answer'
  return type === 'reasoning' || type === 'file' ? type : 'part'
}
