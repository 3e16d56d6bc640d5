import {visit} from 'jsonc-parser'
import {SessionpressError} from '../../errors.js'
import type {Json} from '../../session/json.js'
import {explainText} from './explain-text.js'

/** Longest string that a JavaScript engine can hold, roughly, and so the largest file. */
export const maxBytes = 512 * 1024 * 1024 - 24

/** The error for input that is larger than that. */
export function tooLarge(name: string): SessionpressError {
  return new SessionpressError('SESSION_UNREADABLE', `${name} is larger than 512 MB.`, {
    hint: 'Read the session from the store itself: give its id, and --source where the store is not in its usual place.',
  })
}

/**
 * JSON out of bytes that a person saved somehow: with a byte order mark, as
 * UTF-16, or behind lines such as `Exporting session: …`.
 *
 * @param name What the bytes are called when something is wrong with them.
 * @throws SessionpressError `SESSION_NOT_JSON`, `SESSION_TRUNCATED`, `SESSION_UNREADABLE`
 */
export function readJson(bytes: Uint8Array, name: string): Json {
  if (bytes.length > maxBytes) throw tooLarge(name)
  const {text, encoding} = decode(bytes)
  let failure: JsonFailure | undefined
  for (const start of jsonStarts(text)) {
    const outcome = parse(text, start, failure === undefined)
    if (!('at' in outcome)) return outcome.json
    if (outcome.isCut) {
      failure = outcome
      break
    }
    failure ??= outcome
  }
  const at = failure?.at ?? text.length
  const isWide = encoding !== 'utf-8'
  const byte = at >= text.length ? bytes.length : isWide ? at * 2 : byteLength(text.slice(0, at))
  throw explainText(text, name, failure, byte)
}

/** Where and how text stopped being JSON. */
export interface JsonFailure {
  /** Character of the text. */
  at: number
  /** Set when the text ended before the JSON did. */
  isCut: boolean
  cause: unknown
}

/** Text of the bytes; UTF-16 is told by its mark or by its zero bytes. */
function decode(bytes: Uint8Array): {text: string; encoding: string} {
  const encoding = encodingOf(bytes)
  return {text: new TextDecoder(encoding).decode(bytes), encoding}
}

function encodingOf([first, second, third, fourth]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  if (first && second === 0 && third && fourth === 0) return 'utf-16le'
  if (first === 0 && second && third === 0 && fourth) return 'utf-16be'
  return 'utf-8'
}

/** Places where JSON may start: the first of the text, and lines that open an object or a list. */
function* jsonStarts(text: string): Generator<number> {
  const first = text.search(/\S/)
  if (first < 0) return
  if (text[first] === '{' || text[first] === '[') yield first
  // Lines inside of a document are indented, so none of them is taken for its start.
  const opening = /^[[{]/gm
  opening.lastIndex = first + 1
  for (let tries = 0; tries < 40; tries++) {
    const match = opening.exec(text)
    if (!match) return
    yield match.index
  }
}

function parse(text: string, start: number, isFirst: boolean): JsonFailure | {json: Json} {
  try {
    return {json: JSON.parse(start === 0 ? text : text.slice(start))}
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    const end = text.trimEnd().length
    const at = /Unexpected end|Unterminated/.test(message)
      ? end
      : start + errorAt(text, start, message, isFirst)
    if (message.includes('after JSON')) return {json: JSON.parse(text.slice(start, at))}
    const isCut = at >= end
    return {at: isCut ? text.length : at, isCut, cause}
  }
}

/** Not every message of the engine says where the error is, so another parser is asked. */
function errorAt(text: string, start: number, message: string, isWanted: boolean): number {
  const position = /at position (\d+)/.exec(message)?.[1]
  if (position !== undefined) return Number(position)
  // Only the first failure is told, and looking for it takes as long as the text.
  if (!isWanted) return 0
  let first: number | undefined
  const onError = (_code: number, offset: number) => {
    first ??= offset
  }
  try {
    visit(text.slice(start), {onError}, {disallowComments: true})
  } catch {
    // It gives up on nesting without end; that the text is no JSON is known without it.
  }
  return first ?? 0
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length
}
