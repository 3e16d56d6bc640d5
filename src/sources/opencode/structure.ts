import type {NativeSession} from '../../session/native.js'

/** Where a string stands: names of fields and numbers of items, from the session down. */
export type Path = readonly (string | number)[]

/**
 * Whether the string at a path is structure: an id, a type, a state. Redaction
 * leaves these alone, so that the result still reads and imports as a session.
 *
 * A place alone does not make it so, since files can be made to lie: a value
 * has to have the form of an id or be a word that some client writes there.
 * What else stands there is text like any other, and masked like it; equal
 * values stay equal, so that calls and their sessions still find each other.
 */
export function isStructure(native: NativeSession, path: Path, value: string): boolean {
  const place = path.map((step) => (typeof step === 'number' ? '*' : step)).join('.')
  const form = (native.format === 'opencode-2' ? structureV2 : structureV1).get(place)
  return form?.test(value) ?? false
}

/** Ids of OpenCode and of providers, hashes, UUIDs: no slash, no dot, no `@`. */
const id =
  /^(?=.{1,80}$)(?:(?:ses|msg|prt|evt|per|que|pty|tool|wrk|job|todo|call|toolu|tooluse|chatcmpl|fc|ctc|srvtoolu|functions|sh|shell)(?:[-_][A-Za-z0-9_-]*)?|[0-9a-f]{4,64}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|global|\d{1,6})$/
const version = /^(?:\d{1,6}\.\d{1,6}\.\d{1,6}(?:[-+][a-z0-9.-]{1,40})?|local|unknown)$/
const slug = /^[a-z]{1,20}-[a-z]{1,20}$/
const errorName = /^[A-Za-z]{1,30}Error$/
const mime =
  /^(?:application|audio|font|image|message|model|multipart|text|video)\/[a-z0-9.+-]{1,80}$/
const role = words('user assistant system')
const finish = words('stop tool-calls length content-filter error other unknown auto manual')
const outcome = words('succeeded failed interrupted')
const priority = words('high medium low')
const status = words(
  'pending in_progress completed cancelled running streaming error failed added deleted modified',
)
// Reference 1.5 to 1.7, 1.9: messages, parts, content, and where files come from.
const type = words(
  'text reasoning tool file step-start step-finish snapshot patch agent subtask retry compaction',
  'symbol resource json_schema agent-switched model-switched location-switched user synthetic',
  'system skill shell assistant idle inline uri',
)

// Reference 1.1 to 1.8: prefixes of a session's document in 1.x.
const structureV1 = new Map([
  ...named('info', {id, slug, projectID: id, parentID: id, workspaceID: id, version}),
  ...named('info.revert', {messageID: id, partID: id}),
  ...named('messages.*.info', {id, sessionID: id, role, parentID: id, finish}),
  ...named('messages.*.info.error', {name: errorName}),
  ...named('messages.*.info.format', {type}),
  ...named('messages.*.info.summary.diffs.*', {status}),
  ...named('messages.*.parts.*', {id, sessionID: id, messageID: id, type, callID: id}),
  ...named('messages.*.parts.*', {tail_start_id: id, reason: finish}),
  ...named('messages.*.parts.*.source', {type}),
  ...named('messages.*.parts.*.error', {name: errorName}),
  ...named('messages.*.parts.*.state', {status}),
  ...named('messages.*.parts.*.state.input', {task_id: id}),
  ...named('messages.*.parts.*.state.metadata', {sessionId: id, parentSessionId: id}),
  ...named('messages.*.parts.*.state.attachments.*', {id, sessionID: id, messageID: id}),
  ...named('messages.*.parts.*.state.attachments.*', {type, mime}),
  ...named('todos.*', {status, priority, id}),
  ...named('diffs.*', {status}),
])

// Reference 1.9.
const structureV2 = new Map([
  ...named('info', {id, projectID: id, parentID: id}),
  ...named('info.revert', {messageID: id, partID: id}),
  ...named('messages.*', {id, type, status, reason: finish, outcome, finish, shellID: id}),
  ...named('messages.*.content.*', {id, type}),
  ...named('messages.*.content.*.state', {status}),
  ...named('messages.*.content.*.state.content.*', {type}),
  ...named('messages.*.content.*.state.metadata', {sessionId: id, sessionID: id}),
  ...named('messages.*.snapshot.files.*', {status}),
  ...named('todos.*', {status, priority, id}),
  ...named('diffs.*', {status}),
])

function words(...lists: string[]): RegExp {
  return new RegExp(`^(?:${lists.join(' ').replaceAll(' ', '|')})$`)
}

function named(parent: string, forms: Record<string, RegExp>): [string, RegExp][] {
  return Object.entries(forms).map(([name, form]) => [`${parent}.${name}`, form])
}
