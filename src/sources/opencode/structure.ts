import type {NativeSession} from '../../session/native.js'

/** Where a string stands: names of fields and numbers of items, from the session down. */
export type Path = readonly (string | number)[]

/**
 * Whether the string at a path is structure: an id, a type, a state. Redaction
 * leaves these alone, so that the result still reads and imports as a session.
 *
 * Structure never holds free text; a value that does not look like a name is
 * treated as text wherever it stands, since files can be made to lie.
 */
export function isStructure(native: NativeSession, path: Path, value: string): boolean {
  if (!/^[\w.:/@+-]{0,80}$/.test(value)) return false
  const place = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')
  return (native.format === 'opencode-2' ? structureV2 : structureV1).has(place)
}

// Reference 1.1 to 1.8: prefixes of a session's document in 1.x.
const structureV1 = new Set([
  ...named('info', 'id slug projectID parentID workspaceID version'),
  ...named('info.revert', 'messageID partID'),
  ...named('messages.*.info', 'id sessionID role parentID finish'),
  ...named('messages.*.info.error', 'name'),
  ...named('messages.*.info.format', 'type'),
  ...named('messages.*.info.summary.diffs.*', 'status'),
  ...named('messages.*.parts.*', 'id sessionID messageID type callID tail_start_id reason'),
  ...named('messages.*.parts.*.source', 'type'),
  ...named('messages.*.parts.*.error', 'name'),
  ...named('messages.*.parts.*.state', 'status'),
  ...named('messages.*.parts.*.state.input', 'task_id'),
  ...named('messages.*.parts.*.state.metadata', 'sessionId parentSessionId'),
  ...named('messages.*.parts.*.state.attachments.*', 'id sessionID messageID type mime'),
  ...named('todos.*', 'status priority id'),
  ...named('diffs.*', 'status'),
])

// Reference 1.9.
const structureV2 = new Set([
  ...named('info', 'id projectID parentID'),
  ...named('info.revert', 'messageID partID'),
  ...named('messages.*', 'id type status reason outcome finish shellID'),
  ...named('messages.*.content.*', 'id type'),
  ...named('messages.*.content.*.state', 'status'),
  ...named('messages.*.content.*.state.content.*', 'type'),
  ...named('messages.*.content.*.state.metadata', 'sessionId sessionID'),
  ...named('messages.*.snapshot.files.*', 'status'),
  ...named('todos.*', 'status priority id'),
  ...named('diffs.*', 'status'),
])

function named(parent: string, names: string): string[] {
  return names.split(' ').map((name) => `${parent}.${name}`)
}
