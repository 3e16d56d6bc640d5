import type {JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import {fields} from './fields.js'
import {optional} from './optional.js'
import type {RecordedCall} from './recorded-call.js'

/** A 2.x tool part; the 1.19 preview names a few things otherwise (reference 1.9). */
export function recordedCallV2(part: JsonObject): RecordedCall {
  const recorded = objectOf(part.state)
  const state = fields(recorded)
  const time = objectOf(part.time)
  const content = state.list('content').filter(isObject)
  const error = recorded.error
  state.drop('input', 'status', 'metadata', 'error', 'outputPaths', 'result', 'structured')
  return {
    name: stringOf(part.name) ?? 'tool without a name',
    ...optional('callID', textOf(part.id)),
    status: statusOf(recorded.status),
    input: recorded.input,
    ...optional('output', outputOf(content, recorded)),
    ...optional(
      'error',
      isObject(error) ? (textOf(error.message) ?? textOf(error.type)) : textOf(error),
    ),
    metadata: objectOf(recorded.metadata),
    attachments: [
      ...content.filter((item) => item.type !== 'text'),
      ...state.list('attachments').filter(isObject),
    ],
    ...optional('started', numberOf(time.ran) ?? numberOf(time.created)),
    ...optional('ended', numberOf(time.completed)),
    isCleared: time.pruned !== undefined && time.pruned !== null,
    rest: {...ownFields(part), ...state.rest(), ...structuredOf(recorded, content)},
  }
}

function statusOf(status: unknown): RecordedCall['status'] {
  if (status === 'streaming' || status === 'pending') return 'pending'
  return status === 'running' || status === 'error' ? status : 'completed'
}

function outputOf(content: readonly JsonObject[], recorded: JsonObject): string | undefined {
  const texts = content
    .filter((item) => item.type === 'text')
    .map((item) => stringOf(item.text) ?? '')
  if (texts.length > 0) return texts.join('\n')
  return stringOf(recorded.result) ?? stringOf(recorded.output)
}

function ownFields(part: JsonObject): JsonObject {
  const own = fields(part)
  own.drop('id', 'type', 'name', 'state', 'time', 'metadata')
  return own.rest()
}

/** Results that are not the output: kept as key and value. */
function structuredOf(recorded: JsonObject, content: readonly JsonObject[]): JsonObject {
  const rest = fields(recorded)
  const told = outputOf(content, recorded)
  for (const name of Object.keys(recorded)) {
    const isResult = name === 'structured' || name === 'result'
    if (!isResult || recorded[name] === told) rest.drop(name)
  }
  const bare = arrayOf(recorded.content).filter((item) => !isObject(item))
  return {...rest.rest(), ...(bare.length > 0 ? {content: bare} : {})}
}
