import type {Json, JsonObject} from '../../../session/json.js'
import {arrayOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {ToolDetails} from '../../../session/model.js'
import type {Fields} from './fields.js'
import type {RecordedCall} from './recorded-call.js'

/**
 * What the metadata of a call says that its details and its output do not.
 * Fields that only repeat them count as read.
 */
export function metadataNotes(
  details: ToolDetails,
  call: RecordedCall,
  metadata: Fields,
): JsonObject {
  if (details.kind === 'read') return displayNotes(call, metadata)
  if (details.kind === 'task') return stepNotes(call, metadata)
  const {filepath, description, name, dir} = call.metadata
  if (details.kind === 'write' && stringOf(filepath)?.endsWith(details.path)) {
    metadata.drop('filepath')
  }
  if (details.kind === 'execute') {
    const isSaid = description === details.description || description === details.command
    if (isSaid) metadata.drop('description')
  }
  if (details.kind === 'skill') {
    if (name === details.name) metadata.drop('name')
    if (call.output?.includes(stringOf(dir) ?? '')) metadata.drop('dir')
  }
  return {}
}

/** `read`: the door leaves those lines of `preview` and `display` that the output has not. */
function displayNotes(call: RecordedCall, metadata: Fields): JsonObject {
  const {entries, ...display} = objectOf(call.metadata.display)
  const unsaid = Object.entries(display).filter(([name]) => !placeFields.includes(name))
  const lines = new Set((call.output ?? '').split('\n'))
  const names = arrayOf(entries).filter((entry) => !lines.has(stringOf(entry) ?? ''))
  metadata.drop('display')
  const notes = {...Object.fromEntries(unsaid), ...(names.length > 0 ? {entries: names} : {})}
  return Object.keys(notes).length > 0 ? {display: notes} : {}
}

/** Where the lines stand: in the output's wrapper and in what was asked for. */
const placeFields = [
  ...['type', 'path', 'lineStart', 'lineEnd', 'totalLines', 'truncated', 'offset', 'totalEntries'],
]

/** `task` before 1.2: the steps of a subagent whose session no export holds (reference 1.8). */
function stepNotes(call: RecordedCall, metadata: Fields): JsonObject {
  const steps = arrayOf(call.metadata.summary).map(stepOf)
  const known = steps.filter((step) => step !== undefined)
  if (known.length === 0 || known.length < steps.length) return {}
  metadata.drop('summary')
  return {steps: known}
}

function stepOf(step: Json): string | undefined {
  const {tool, state} = objectOf(step)
  const name = textOf(tool)
  if (name === undefined) return undefined
  const title = textOf(objectOf(state).title)
  const status = textOf(objectOf(state).status)
  const end = status === undefined || status === 'completed' ? '' : ` (${status})`
  return `${name}${title ? `: ${title}` : ''}${end}`
}
