import type {Finding} from '../session/finding.js'
import {type Json, type JsonObject, stringOf} from '../session/json.js'
import type {NativeSession} from '../session/native.js'
import {isBase64, maskBase64} from './base64.js'
import {maskWithDataUrls} from './data-urls.js'
import {createPlaceMasker, type MaskPlaces, type PlaceNames} from './places.js'
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
      return options.isStructure(native, path, value) ? maskStructure(value) : maskString(value)
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item, index) => at(index, item) ?? null)
    const file = fileOf(value)
    // `fromEntries` makes own fields of names such as `__proto__`.
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        maskString(name),
        name === 'data' && file !== undefined ? maskBase64(file, maskText) : at(name, field),
      ]),
    )
  }

  function at(step: string | number, value: Json | undefined): Json | undefined {
    path.push(step)
    const result = walk(value)
    path.pop()
    return result
  }

  function maskString(text: string): string {
    return maskWithDataUrls(text, maskText)
  }

  function maskText(text: string): string {
    return maskPlaces(maskSecrets(text, tally), tally)
  }

  /**
   * An id may be made to carry a secret. Equal ids stay equal, here and in every
   * text that names them, since what replaces a value depends on that value alone.
   */
  function maskStructure(text: string): string {
    return maskSecrets(text, tally)
  }
}

/** Base64 of an attachment: OpenCode 2 and MCP keep it beside its type, without a URL around it. */
function fileOf(value: JsonObject): string | undefined {
  const type = value.mime ?? value.mimeType ?? value.mediaType ?? value.media_type
  const data = stringOf(value.data)
  if (typeof type !== 'string' || data === undefined) return undefined
  return isBase64(data) ? data : undefined
}
