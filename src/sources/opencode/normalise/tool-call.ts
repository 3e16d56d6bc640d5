import type {Json, JsonObject} from '../../../session/json.js'
import {objectOf, textOf} from '../../../session/json.js'
import type {ToolCall, ToolDetails} from '../../../session/model.js'
import {type Fields, fields, mergeRest} from './fields.js'
import {fileBlock} from './file-block.js'
import {metadataNotes} from './metadata-notes.js'
import {optional} from './optional.js'
import {parseReadOutput} from './read-output.js'
import type {RecordedCall} from './recorded-call.js'
import {toolChanges} from './tool-changes.js'
import {readDetails} from './tool-details.js'
import {unwrapOutput} from './unwrap-output.js'

/** Bring a recorded call to the model. Whatever no field takes ends up in `extra`. */
export function toolCall(call: RecordedCall): ToolCall {
  const input = fields(call.input)
  const metadata = fields(call.metadata)
  const details = readDetails(call.name, input, metadata) ?? otherDetails(call, input)
  const changes = toolChanges(call, metadata)
  const notes = metadataNotes(details, call, metadata)
  const attachments = call.attachments.map(fileBlock)
  const outputState = stateOfOutput(call, metadata)
  const text = outputText(call, metadata)
  const unwrapped = unwrapOutput(details, text)
  const childID = childOf(call, text)

  return finish({
    type: 'tool',
    number: 0,
    isUndone: false,
    ...optional('time', call.started),
    ...optional('callID', call.callID),
    name: call.name,
    status: statusOf(call),
    isInterrupted: isInterrupted(call, metadata),
    // OpenCode makes the titles of its own tools from what `details` holds.
    ...optional('title', details.kind === 'other' ? textOf(call.title) : undefined),
    details:
      details.kind === 'todo' && unwrapped.todos ? {...details, todos: unwrapped.todos} : details,
    ...optional('output', textOf(unwrapped.output)),
    ...optional('outputState', outputState),
    ...optional('error', textOf(call.error)),
    diffs: changes.diffs,
    attachments,
    diagnostics: changes.diagnostics,
    ...optional('duration', span(call.started, call.ended)),
    ...optional('childID', childID),
    extra: extraOf(call, input, metadata, {...notes, ...changes.rest, ...unwrapped.notes}),
  })
}

/** Last touches that need the whole call: what a read answered, what a failed tool was called. */
function finish(call: ToolCall): ToolCall {
  if (call.details.kind === 'read' && call.output !== undefined) {
    const parsed = parseReadOutput(call.output)
    if (!parsed) return call
    const {output: _, ...rest} = call
    const {lines, entries} = parsed
    const details = {...call.details, ...optional('lines', lines), ...optional('entries', entries)}
    return {...rest, details, ...optional('output', textOf(parsed.rest))}
  }
  if (call.details.kind === 'question' && /dismissed/.test(call.error ?? '')) {
    return {...call, details: {...call.details, isDismissed: true}}
  }
  return call
}

/** Model, MCP and plugin tools. `invalid` stands for a call whose name or input made no sense. */
function otherDetails(call: RecordedCall, input: Fields): ToolDetails {
  // Read everything, so that nothing is told twice.
  input.drop(...Object.keys(objectOf(call.input)))
  return {kind: 'other', input: (call.input ?? null) as Json} // It came from JSON.
}

function statusOf(call: RecordedCall): ToolCall['status'] {
  if (call.status === 'error' || call.name === 'invalid') return 'failed'
  return call.status
}

function isInterrupted(call: RecordedCall, metadata: Fields): boolean {
  if (metadata.flag('interrupted') === true) return true
  if (call.status === 'pending' || call.status === 'running') return true
  if (call.status === 'error')
    return /^(Tool execution aborted|The operation was aborted)/.test(call.error ?? '')
  return objectOf(call.metadata).exit === null && /aborted the command/.test(call.output ?? '')
}

/** A running or failed call keeps its partial output in the metadata alone. */
function outputText(call: RecordedCall, metadata: Fields): string | undefined {
  if (call.output !== undefined) return call.output
  return textOf(call.metadata.output) === undefined ? undefined : metadata.text('output')
}

function stateOfOutput(call: RecordedCall, metadata: Fields): ToolCall['outputState'] {
  const isCut = metadata.flag('truncated') === true
  if (isCut) metadata.drop('outputPath')
  if (call.isCleared) return 'cleared'
  return isCut ? 'cut' : undefined
}

/** The subagent's session: from the metadata, or in the words of the answer (reference 1.8). */
function childOf(call: RecordedCall, output: string | undefined): string | undefined {
  if (call.name !== 'task' && call.name !== 'subagent') return undefined
  const {metadata} = call
  const named = textOf(metadata.sessionId) ?? textOf(metadata.sessionID)
  return named ?? /(?:<task id="|session_id: |task_id: )(ses_[A-Za-z0-9]+)/.exec(output ?? '')?.[1]
}

function extraOf(
  call: RecordedCall,
  input: Fields,
  metadata: Fields,
  notes: JsonObject,
): JsonObject {
  metadata.drop('truncated', 'interrupted')
  const extra = mergeRest(mergeRest(input.rest(), metadata.rest()), call.rest)
  return mergeRest(extra, notes)
}

function span(start: number | undefined, end: number | undefined): number | undefined {
  if (start === undefined || end === undefined || end < start) return undefined
  return end - start
}
