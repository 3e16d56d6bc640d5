import type {JsonObject} from '../session/json.js'

/** Write `session.json` piece by piece, one message a line, so that it is never held whole. */
export function* jsonTwin(document: {
  info: JsonObject
  messages: readonly JsonObject[]
}): Generator<string> {
  yield `{\n"info": ${JSON.stringify(document.info)},\n"messages": [`
  let separator = '\n'
  for (const message of document.messages) {
    yield separator + JSON.stringify(message)
    separator = ',\n'
  }
  yield '\n]\n}\n'
}
