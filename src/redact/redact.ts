import type {Finding} from '../session/finding.js'
import type {Json, JsonObject} from '../session/json.js'
import type {NativeSession} from '../session/native.js'
import {isBase64, maskBase64} from './base64.js'
import {maskWithDataUrls} from './data-urls.js'
import {maskNamed} from './named-values.js'
import {createPlaceMasker, type MaskPlaces, type PlaceNames} from './places.js'
import {remembered} from './remembered.js'
import {maskSecrets} from './secrets.js'
import {createTally, type Tally} from './tally.js'

export interface RedactOptions extends PlaceNames {
  /** Whether the string at a path of a session is structure, which stays as it is. */
  isStructure(native: NativeSession, path: readonly (string | number)[], value: string): boolean
}

export interface Redacted {
  native: NativeSession
  findings: Finding[]
}

/**
 * Mask secrets and private folders in every string of every field, names of
 * fields included, of a session and its subagents' sessions.
 *
 * It runs on the native JSON, so that nothing made later can know a secret.
 */
export function redact(native: NativeSession, options: RedactOptions): Redacted {
  const tally = createTally()
  const maskPlaces = createPlaceMasker(options)
  return {native: redactSession(native, options, maskPlaces, tally), findings: tally.findings()}
}

function redactSession(
  native: NativeSession,
  options: RedactOptions,
  maskPlaces: MaskPlaces,
  tally: Tally,
): NativeSession {
  const path: (string | number)[] = []
  const maskText = remembered(
    (text, counted) => maskPlaces(maskSecrets(text, counted), counted),
    tally,
  )
  return {
    format: native.format,
    info: inside('info', native.info),
    messages: inside('messages', native.messages),
    todos: inside('todos', native.todos),
    diffs: inside('diffs', native.diffs),
    children: native.children.map((child) => redactSession(child, options, maskPlaces, tally)),
    remarks: native.remarks,
  }

  function inside<T extends JsonObject | JsonObject[]>(name: string, value: T): T {
    path.push(name)
    const result = walk(value)
    path.pop()
    return result as T // `walk` keeps the shape: objects stay objects, arrays arrays.
  }

  function walk(value: Json | undefined): Json | undefined {
    if (typeof value === 'string') {
      return options.isStructure(native, path, value) ? maskStructure(value) : maskField(value)
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item, index) => at(index, item) ?? null)
    const isFile = hasType(value)
    const fields = new Map<string, Json | undefined>()
    for (const [name, field] of Object.entries(value)) {
      const masked = isPair(value, name, field)
        ? maskNamed(String(value.name ?? value.key), field, maskString)
        : isFile && fileFields.has(name) && typeof field === 'string' && isBase64(field)
          ? maskBase64(field, maskText)
          : at(name, field)
      fields.set(freeName(maskString(name), fields), masked)
    }
    // `fromEntries` makes own fields of names such as `__proto__`.
    return Object.fromEntries(fields)
  }

  function at(step: string | number, value: Json | undefined): Json | undefined {
    path.push(step)
    const result = walk(value)
    path.pop()
    return result
  }

  /** A value is read with the name of its field where that says that it is secret. */
  function maskField(text: string): string {
    const name = path.findLast((step) => typeof step === 'string') ?? ''
    return maskNamed(name, text, maskString)
  }

  function maskString(text: string): string {
    return maskWithDataUrls(text, maskText)
  }

  /**
   * An id may be made to carry a secret. Equal ids stay equal, here and in every
   * text that names them, since what replaces a value depends on that value alone.
   */
  function maskStructure(text: string): string {
    return maskSecrets(text, tally)
  }
}

/** Two folders may become one name; neither field gets lost by it. */
function freeName(name: string, fields: Map<string, unknown>): string {
  let free = name
  for (let count = 2; fields.has(free); count++) free = `${name} (${count})`
  return free
}

/** `{name, value}`, as lists of headers and of variables have it. */
function isPair({name, key}: JsonObject, field: string, value: Json | undefined): value is string {
  if (field !== 'value' || typeof value !== 'string') return false
  return typeof name === 'string' || typeof key === 'string'
}

/** Base64 of an attachment: OpenCode 2 and MCP keep it beside its type, without a URL around it. */
const fileFields = new Set(['data', 'blob'])

function hasType({mime, mimeType, mediaType, media_type}: JsonObject): boolean {
  return [mime, mimeType, mediaType, media_type].some((type) => typeof type === 'string')
}
