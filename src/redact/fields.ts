import type {Json, JsonObject} from '../session/json.js'

/** Below these a tool, a model or a program names the fields, elsewhere the client. */
const freeZones = new Set([
  'input',
  'metadata',
  'output',
  'structured',
  'result',
  'data',
  'headers',
])

/** Whether a name is one of the format's own, by where it stands. */
export function isOfFormat(name: string, path: readonly (string | number)[]): boolean {
  return /^[a-zA-Z]{1,24}$/.test(name) && !isFree(path)
}

/** Whether a place is one that a tool, a model or a program fills as it likes. */
export function isFree(path: readonly (string | number)[]): boolean {
  return path.some((step) => freeZones.has(String(step)))
}

/** Two folders may become one name; neither field gets lost by it. */
export function freeName(name: string, fields: Map<string, unknown>): string {
  let free = name
  for (let count = 2; fields.has(free); count++) free = `${name} (${count})`
  return free
}

/** `{name, value}`, as lists of headers and of variables have it. */
export function isPair(
  {name, key}: JsonObject,
  field: string,
  value: Json | undefined,
): value is string {
  if (field !== 'value' || typeof value !== 'string') return false
  return typeof name === 'string' || typeof key === 'string'
}

/** Base64 of an attachment: OpenCode 2 and MCP keep it beside its type, without a URL around it. */
export const fileFields = new Set(['data', 'blob'])

/** Whether an object says of what type its file is. */
export function hasType({mime, mimeType, mediaType, media_type}: JsonObject): boolean {
  return [mime, mimeType, mediaType, media_type].some((type) => typeof type === 'string')
}
