import type {JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Block} from '../../../session/model.js'
import {fields} from './fields.js'
import {fileBlock} from './file-block.js'
import {retryNotice} from './notices.js'
import {optional} from './optional.js'
import {madeOf} from './origin.js'
import type {RecordedCall} from './recorded-call.js'
import {notice, textBlock, unknownBlock} from './story.js'
import {toolCall} from './tool-call.js'
import {isSaid, unknownPart} from './unknown-part.js'

/** A block and the id of the part it was made of. */
export interface MadeBlock {
  block: Block
  partID?: string
}

/** Blocks of a 1.x assistant message, part by part, and what the message says that no field takes. */
export function assistantBlocks(info: JsonObject, parts: readonly JsonObject[]): MadeBlock[] {
  const made = parts.flatMap((part, index): MadeBlock[] => {
    const block = blockOf(part)
    return block ? [{block: madeOf(block, index), ...optional('partID', stringOf(part.id))}] : []
  })
  const rest = unknownFields(info)
  return Object.keys(rest).length > 0 ? [...made, {block: unknownBlock('message', rest)}] : made
}

function blockOf(part: JsonObject): Block | undefined {
  switch (part.type) {
    case 'text':
      return part.text === '' ? undefined : textOfPart(part)
    case 'reasoning':
      return isSaid(part.text) ? reasoning(part) : unknownPart(part)
    case 'tool':
      return toolCall(recordedCall(part))
    case 'file':
      return fileBlock(part)
    case 'retry':
      return notice(
        retryNotice(numberOf(part.attempt), part.error),
        numberOf(objectOf(part.time).created),
      )
    // Bookkeeping: sums stand on the message, trees belong to the client's own cache, and the
    // files of a patch are told by diffs (reference 1.7).
    case 'step-start':
    case 'step-finish':
    case 'snapshot':
    case 'patch':
      return undefined
    default:
      return unknownPart(part)
  }
}

function textOfPart(part: JsonObject): Block | undefined {
  if (!isSaid(part.text)) return unknownPart(part)
  if (part.text === undefined || part.text === null) return undefined
  return textBlock(stringOf(part.text) ?? '', {
    isSynthetic: part.synthetic === true,
    isIgnored: part.ignored === true,
    ...optional('time', numberOf(objectOf(part.time).start)),
  })
}

/** Reasoning of any format: text, and how long it took. */
export function reasoning(part: JsonObject): Block {
  const time = objectOf(part.time)
  const start = numberOf(time.start) ?? numberOf(time.created)
  const end = numberOf(time.end) ?? numberOf(time.completed)
  const duration =
    start !== undefined && end !== undefined && end >= start ? end - start : undefined
  return {
    type: 'reasoning',
    number: 0,
    isUndone: false,
    text: stringOf(part.text) ?? '',
    ...optional('time', start),
    ...optional('duration', duration),
  }
}

function recordedCall(part: JsonObject): RecordedCall {
  const state = fields(part.state)
  const recorded = objectOf(part.state)
  const time = state.object('time')
  const status = state.text('status')
  const call: RecordedCall = {
    name: stringOf(part.tool) ?? 'tool without a name',
    ...optional('callID', textOf(part.callID)),
    status:
      status === 'pending' || status === 'running' || status === 'error' ? status : 'completed',
    input: recorded.input,
    ...optional('output', state.text('output')),
    ...optional('error', state.text('error')),
    ...optional('title', state.text('title')),
    metadata: state.object('metadata'),
    attachments: arrayOf(state.list('attachments')).filter(isObject),
    ...optional('started', numberOf(time.start)),
    ...optional('ended', numberOf(time.end)),
    isCleared: time.compacted !== undefined && time.compacted !== null,
    rest: {},
  }
  state.drop('input')
  const own = fields(part)
  own.drop('id', 'sessionID', 'messageID', 'type', 'tool', 'callID', 'state', 'metadata')
  call.rest = {...own.rest(), ...state.rest()}
  return call
}

const knownFields = [
  'id sessionID role parentID time modelID providerID mode agent path cost tokens error summary',
  'structured variant finish system',
].flatMap((names) => names.split(' '))

function unknownFields(info: JsonObject): JsonObject {
  const message = fields(info)
  message.drop(...knownFields)
  return message.rest()
}
