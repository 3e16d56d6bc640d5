import {type JsonObject, numberOf, objectOf, stringOf} from '../../../session/json.js'

/** A message without itself: a long session is not held as a whole. */
export interface Ordered {
  index: number
  /** The message that it answers. */
  parent: string
}

/** By time, as the client sorts them; messages without a time stay behind the one before. */
export function inOrder(messages: readonly JsonObject[]): Ordered[] {
  let latest = Number.NEGATIVE_INFINITY
  const timed = messages.map((message, index) => {
    const {time, parentID} = objectOf(message.info)
    latest = numberOf(objectOf(time).created) ?? latest
    return {index, parent: stringOf(parentID) ?? '', time: latest}
  })
  return timed.sort((first, second) => (first.time === second.time ? 0 : first.time - second.time))
}
