import type {IncomingMessage} from 'node:http'
import {SessionpressError} from '../errors.js'
import {isObject, type Json, type JsonObject, textOf} from '../session/json.js'
import type {Answer} from './answer.js'
import {type Room, readBody} from './read-body.js'

/** The body of a request that holds no items, or why it is not taken. */
export async function readObject({
  request,
  room,
}: {
  request: IncomingMessage
  room: Room
}): Promise<{json: JsonObject} | Answer> {
  const body = await readBody(request, mostOfSmall, room)
  return 'status' in body ? body : {json: parseObject(body)}
}

/** Bytes of a body that holds no items. */
const mostOfSmall = 64 * 1024

/**
 * @throws SessionpressError `REQUEST_INVALID`
 */
export function parseObject(body: Uint8Array): JsonObject {
  let json: Json
  try {
    json = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(body))
  } catch {
    throw invalid('the body') // It quotes what it cannot read, and that is somebody's session.
  }
  if (!isObject(json)) throw invalid('the body')
  return json
}

/** The error for something in a request that is not what the protocol says. */
export function invalid(what: string): SessionpressError {
  return new SessionpressError('REQUEST_INVALID', `The request is not understood: see ${what}.`, {
    hint: 'Look at `/doc` for what can be asked.',
  })
}

/** The secret of a share that a body gives. */
export function secretIn({secret}: JsonObject): string {
  return textOf(secret) ?? ''
}
