import type {Finding} from '../session/finding.js'
import type {Json, JsonObject} from '../session/json.js'
import type {NativeSession} from '../session/native.js'
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
      return options.isStructure(native, path, value) ? value : maskString(value)
    }
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item, index) => at(index, item) ?? null)
    // `fromEntries` makes own fields of names such as `__proto__`.
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [maskString(name), at(name, field)]),
    )
  }

  function at(step: string | number, value: Json | undefined): Json | undefined {
    path.push(step)
    const result = walk(value)
    path.pop()
    return result
  }

  function maskString(text: string): string {
    const data = /^data:([^,]{0,200}),/i.exec(text)
    if (data) return maskDataUrl(text, data[0], data[1] ?? '')
    return maskPlaces(maskSecrets(text, tally), tally)
  }

  /** Text files travel as base64; pictures are left as they are. */
  function maskDataUrl(url: string, head: string, type: string): string {
    if (!/^(?:text\/|application\/(?:json|xml|javascript|x-))/i.test(type)) return url
    const isBase64 = /;base64$/i.test(type)
    const body = url.slice(head.length)
    const plain = isBase64 ? decodeBase64(body) : body
    const masked = maskPlaces(maskSecrets(plain, tally), tally)
    if (masked === plain) return url
    return head + (isBase64 ? encodeBase64(masked) : masked)
  }
}

function decodeBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8')
}

function encodeBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
