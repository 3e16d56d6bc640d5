import {isObject, type JsonObject, objectOf} from '../../../session/json.js'
import {without} from './exclusion.js'

/** Fields of a message without the changes that it sums up: turn summaries of 1.x, snapshots of 2.x. */
export function withoutDiffs(fields: JsonObject): JsonObject {
  return filterDiffs(fields, () => false)
}

/** Fields of a message with some of its changes alone. */
export function filterDiffs(fields: JsonObject, isKept: (diff: JsonObject) => boolean): JsonObject {
  let result = fields
  if (isObject(fields.summary) && fields.summary.diffs !== undefined) {
    result = {...result, summary: {...fields.summary, diffs: kept(fields.summary.diffs)}}
  }
  if (isObject(fields.snapshot)) {
    const files = kept(fields.snapshot.files)
    result = files.length > 0 ? {...result, snapshot: {files}} : without(result, 'snapshot')
  }
  return result

  function kept(list: unknown): JsonObject[] {
    return Array.isArray(list)
      ? list.filter((diff) => isObject(diff) && isKept(objectOf(diff)))
      : []
  }
}
