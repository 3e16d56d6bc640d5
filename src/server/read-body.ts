import type {IncomingMessage} from 'node:http'
import {type Answer, refusal} from './answer.js'

/** Room for the bodies of all requests together, in bytes. */
export interface Room {
  left: number
}

/**
 * The body of a request, or why it is not taken.
 *
 * @param most Bytes of one body. A client sends a whole session at once.
 */
export async function readBody(
  request: IncomingMessage,
  most: number,
  room: Room,
): Promise<Uint8Array | Answer> {
  const {'content-type': type = '', 'content-encoding': encoding} = request.headers
  const isJson = /^application\/json\b/i.test(type)
  if (encoding !== undefined || !isJson) {
    return refusal(415, 'REQUEST_INVALID', 'The body must be JSON, as `application/json`.')
  }
  const told = Number(request.headers['content-length'] ?? 0)
  if (told > most) return tooLarge(most)
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of request as AsyncIterable<Uint8Array>) {
      size += piece.length
      room.left -= piece.length
      if (size > most) return tooLarge(most)
      if (room.left < 0) return busy
      pieces.push(piece)
    }
  } finally {
    room.left += size
  }
  return Buffer.concat(pieces)
}

function tooLarge(most: number): Answer {
  const answer = refusal(413, 'REQUEST_INVALID', `A body may have ${most} bytes.`)
  return {...answer, headers: {Connection: 'close'}}
}

const busy: Answer = {
  ...refusal(503, 'REQUEST_INVALID', 'Too much is coming in at once.', 'Try again.'),
  headers: {'Retry-After': '2', Connection: 'close'},
}
