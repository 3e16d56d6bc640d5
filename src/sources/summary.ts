import {type JsonObject, numberOf, objectOf, textOf} from '../session/json.js'
import type {SessionSummary} from '../session/native.js'

/** What a list shows of a session, from its info in 1.x or 2.x. */
export function summaryOf(info: JsonObject): SessionSummary {
  const id = textOf(info.id) ?? 'session'
  const time = objectOf(info.time)
  const directory = textOf(info.directory) ?? textOf(objectOf(info.location).directory)
  const parentID = textOf(info.parentID)
  const created = numberOf(time.created)
  const updated = numberOf(time.updated)
  return {
    id,
    title: textOf(info.title) ?? id,
    ...(directory === undefined ? {} : {directory}),
    ...(parentID === undefined ? {} : {parentID}),
    ...(created === undefined ? {} : {created}),
    ...(updated === undefined ? {} : {updated}),
  }
}

/** Order of lists: last changed first, and by id where that is the same. */
export function byNewest(left: SessionSummary, right: SessionSummary): number {
  const time = ({updated, created}: SessionSummary) => updated ?? created ?? 0
  if (time(left) !== time(right)) return time(right) - time(left)
  return left.id < right.id ? -1 : 1
}
