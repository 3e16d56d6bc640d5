import {isObject, type Json, type JsonObject, objectOf} from '../../../session/json.js'
import {aroundOf, isDropped, type LeftNotes, noteDropped, type Plan} from './plan.js'
import type {MessagePlace} from './select-message.js'

/** What stands in a message of 1.x where OpenCode puts nothing. It is shown after the parts, as parts of unknown kinds. */
export interface SelectedBeside {
  fields: JsonObject
  numbers: (number | null)[]
}

export const noneBeside: SelectedBeside = {fields: {}, numbers: []}

/** Take from what stands beside the parts of a message what stays at home. */
export function selectBeside(
  {info, parts, ...beside}: JsonObject,
  {index, turn, numbers}: MessagePlace,
  plan: Plan,
  notes: LeftNotes,
): SelectedBeside {
  const isNone = parts === undefined || parts === null
  let at = Array.isArray(parts) ? parts.length : isNone ? 0 : 1
  const result: SelectedBeside = {fields: {}, numbers: []}
  if (info !== undefined && info !== null && !isObject(info)) take({info})
  if (Object.keys(beside).length > 0) take(beside)
  return result

  function take(value: JsonObject): void {
    const number = numbers.blockOf(index, at++) ?? null
    if (isDropped(plan, turn, number)) {
      noteDropped(notes, plan, {turn, block: number ?? 0, what: 'part'})
      return
    }
    result.numbers.push(number)
    Object.assign(result.fields, excluded(value, plan))
  }
}

function excluded(value: JsonObject, plan: Plan): JsonObject {
  const around = aroundOf(plan, false)
  const kept = plan.exclusions.reduce<Json | undefined>(
    (rest, {part: take}) => (take ? take({type: '', value: rest}, around)?.value : rest),
    value,
  )
  return objectOf(kept)
}
