import type {Json, JsonObject} from '../../../session/json.js'
import {isObject, stringOf} from '../../../session/json.js'
import type {Block} from '../../../session/model.js'
import {unknownBlock} from './story.js'

/** A part of an unknown kind, or with fields of unknown types: kept whole, without its ids. */
export function unknownPart(part: JsonObject): Block {
  const {id: _, sessionID: __, messageID: ___, type, ...data} = part
  return unknownBlock(stringOf(type) ?? 'part without a type', data)
}

/** Whether a part's text is one, or absent. */
export function isSaid(text: Json | undefined): boolean {
  return typeof text === 'string' || text === undefined || text === null
}

/** What stands in a list of parts. A value that is no part becomes one of an unknown kind. */
export function partsIn(list: Json | undefined): JsonObject[] {
  if (list === undefined || list === null) return []
  if (!Array.isArray(list)) return [{type: 'parts that are no list', value: list}]
  return list.map((part) => (isObject(part) ? part : {type: 'part that is no object', value: part}))
}
