import type {Finding, FindingDetail} from '../session/finding.js'
import type {Json, JsonObject} from '../session/json.js'
import {inMemory, type MakeList} from '../session/long-list.js'
import type {NativeSession} from '../session/native.js'
import type {OwnPattern} from '../session/own-pattern.js'
import {isBase64, maskBase64} from './base64.js'
import {maskWithDataUrls} from './data-urls.js'
import {fileFields, freeName, hasType, isFree, isOfFormat, isPair} from './fields.js'
import type {KnownValue} from './known-values.js'
import {createMaskers, type Maskers} from './maskers.js'
import {maskNamed} from './named-values.js'
import type {PeopleNames} from './people.js'
import {createPlace, type Place} from './place.js'
import type {PlaceNames} from './places.js'
import {hasHomeFolder} from './project-files.js'
import {createTally} from './tally.js'

export interface RedactOptions extends PlaceNames, PeopleNames {
  /** Whether the string at a path of a session is structure, which stays as it is. */
  isStructure(native: NativeSession, path: readonly (string | number)[], value: string): boolean
  /** Secrets of the person's machine, masked wherever they stand. @default none */
  known?: readonly KnownValue[]
  /** Patterns of the person's own, masked as `own-pattern`. @default none */
  patterns?: readonly OwnPattern[]
  /** Words of the person's own, in either case, masked as `own-word`. @default none */
  words?: readonly string[]
  /** What of words, addresses and hosts a policy wants masked, whatever is allowed. @default nothing */
  required?: {words: readonly string[]; emails: boolean; hosts: boolean}
  /** Whether a value may stay, by its kind and the finding's id. @default none may */
  isAllowed?: (value: string, rule: string, id: string) => boolean
  /** Keyed fingerprint of a value, for ids that outlast a bundle. @default ids have numbers */
  fingerprint?: (value: string) => string
  /** Numbers that values were given in an earlier part of the session, by the ids of their findings. @default none */
  numbers?: ReadonlyMap<string, number>
  /** Whether e-mail addresses are masked. @default true */
  emails?: boolean
  /** Whether private IP addresses and internal host names are masked. @default false */
  hosts?: boolean
  /** Makes the list of the masked messages. @default it is in memory */
  list?: MakeList
}

export interface Redacted {
  native: NativeSession
  findings: Finding[]
  /** Every finding, and what is allowed, for the person's own eyes. */
  details: FindingDetail[]
}

/**
 * Mask secrets and private details in every string of every field, names of
 * fields included, of a session and its subagents' sessions.
 *
 * It runs on the native JSON, so that nothing made later can know a secret.
 */
export function redact(native: NativeSession, options: RedactOptions): Redacted {
  const place = createPlace()
  const tally = createTally({...options, placeNow: place.now})
  const maskers = createMaskers(options, hasHomeFolder(native, options.projects), tally)
  const masked = redactSession(native, options, maskers, place)
  return {native: masked, findings: tally.findings(), details: tally.details()}
}

/** Shorter numbers are counts, lines and states. */
const shortestNumber = 6

function redactSession(
  native: NativeSession,
  options: Pick<RedactOptions, 'isStructure' | 'list'>,
  maskers: Maskers,
  place: Place,
): NativeSession {
  const {isStructure, list = inMemory} = options
  const {maskText, maskStructure, maskName} = maskers
  // As the session has it, to know what stands there; what `place` tells is masked.
  const path: (string | number)[] = []
  return {
    format: native.format,
    info: inside('info', native.info),
    messages: list(maskedMessages()),
    todos: inside('todos', native.todos),
    diffs: inside('diffs', native.diffs),
    children: native.children.map((child, index) =>
      place.inChild(index, () => redactSession(child, options, maskers, place)),
    ),
    remarks: native.remarks,
  }

  /** One by one, so that nothing has to hold them all. */
  function* maskedMessages(): Generator<JsonObject> {
    for (const [index, message] of native.messages.entries()) {
      path.push('messages')
      // `walk` keeps the shape: an object stays one.
      const masked = place.at('messages', () => at(index, index, message)) as JsonObject
      path.pop()
      yield masked
    }
  }

  function inside<T extends JsonObject | JsonObject[]>(name: string, value: T): T {
    return at(name, name, value) as T // `walk` keeps the shape: objects stay objects, arrays arrays.
  }

  function walk(value: Json | undefined): Json | undefined {
    if (typeof value === 'string') {
      return isStructure(native, path, value) ? maskStructure(value) : maskField(value)
    }
    if (typeof value === 'number') return maskNumber(value)
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map((item, index) => at(index, index, item) ?? null)
    const isFile = hasType(value)
    const fields = new Map<string, Json | undefined>()
    for (const [name, field] of Object.entries(value)) {
      const mask = isOfFormat(name, path) ? maskName : maskString
      const shown = freeName(mask(name), fields)
      fields.set(shown, null) // The name is taken from here on.
      const leaf = leafOf(value, name, field, isFile)
      fields.set(shown, leaf ? place.at(shown, leaf) : at(name, shown, field))
    }
    // `fromEntries` makes own fields of names such as `__proto__`.
    return Object.fromEntries(fields)
  }

  /** Fields that are masked otherwise than by what they are called. */
  function leafOf(parent: JsonObject, name: string, field: Json | undefined, isFile: boolean) {
    if (isPair(parent, name, field)) {
      return () => maskNamed(String(parent.name ?? parent.key), field, maskString)
    }
    if (!isFile || !fileFields.has(name) || typeof field !== 'string' || !isBase64(field)) return
    return () => maskBase64(field, maskText)
  }

  function at(
    step: string | number,
    shown: string | number,
    value: Json | undefined,
  ): Json | undefined {
    path.push(step)
    const result = place.at(shown, () => walk(value))
    path.pop()
    return result
  }

  /** A value is read with the name of its field where that says that it is secret. */
  function maskField(text: string): string {
    // `{"password": {"value": …}}`, as Terraform and others write it.
    const name = path.findLast((step) => typeof step === 'string' && !namesNothing.has(step))
    return maskNamed(String(name ?? ''), text, maskString)
  }

  /** A password may be a number. Times and counts of the format itself are none. */
  function maskNumber(value: number): number | string {
    const text = String(value)
    // `tokens.input` is a count; an input itself is never a number.
    if (text.length < shortestNumber || !isFree(path.slice(0, -1))) return value
    const masked = maskField(text)
    return masked === text ? value : masked
  }

  function maskString(text: string): string {
    return maskWithDataUrls(text, maskText)
  }
}

/** Fields that hold what the field around them names. */
const namesNothing = new Set(['value', 'default', 'current', 'plaintext'])
