import type {JsonObject} from '../session/json.js'
import {arrayOf} from '../session/json.js'

/**
 * Write a session as the items of a share, `[{type, data}]`, one a line: what `opencode import` makes of them is the
 * document that `session.json` holds.
 */
export function* shareItems(document: {
  info: JsonObject
  messages: readonly JsonObject[]
}): Generator<string> {
  yield `[\n${item('session', document.info)}`
  for (const {info, parts} of document.messages) {
    yield `,\n${item('message', info)}`
    for (const part of arrayOf(parts)) yield `,\n${item('part', part)}`
  }
  yield '\n]\n'
}

function item(type: string, data: unknown): string {
  return JSON.stringify({type, data})
}
