import type {Json, JsonObject} from '../../../session/json.js'
import {isObject, numberOf, objectOf, stringOf} from '../../../session/json.js'
import {fields} from './fields.js'
import {optional} from './optional.js'
import type {RecordedCall} from './recorded-call.js'
import {emptyPrompt, openTurn} from './story.js'
import {add, type Teller} from './teller-v2.js'
import {toolCall} from './tool-call.js'

/** `!command` of the user. */
export function tellShell(teller: Teller, message: JsonObject): void {
  const command = stringOf(message.command) ?? ''
  const time = objectOf(message.time)
  const created = numberOf(time.created)
  teller.turns.push(
    openTurn({...emptyPrompt('shell'), text: command, ...optional('time', created)}),
  )
  const output = isObject(message.output)
    ? stringOf(message.output.output)
    : stringOf(message.output)
  const exit = numberOf(message.exit)
  add(
    teller,
    toolCall({
      name: 'shell',
      status: statusOf(message.status),
      input: {command},
      ...optional('output', output),
      metadata: exit === undefined ? {} : {exit},
      attachments: [],
      ...optional('started', created),
      ...optional('ended', numberOf(time.completed)),
      isCleared: false,
      rest: isObject(message.output) ? restOfOutput(message.output) : {},
    }),
  )
}

function statusOf(status: Json | undefined): RecordedCall['status'] {
  if (status === 'running') return 'running'
  return status === 'failed' || status === 'error' ? 'error' : 'completed'
}

function restOfOutput(output: JsonObject): JsonObject {
  const rest = fields(output)
  rest.drop('output', 'cursor', 'size', 'truncated')
  return rest.rest()
}
