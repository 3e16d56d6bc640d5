import {closeSync, fstatSync, openSync, readSync} from 'node:fs'
import {SessionpressError} from '../../errors.js'
import {isObject, type Json, type JsonObject} from '../../session/json.js'
import {lazyList} from '../../session/long-list.js'
import {explainText} from './explain-text.js'
import {statOf} from './files.js'
import {type ScannedDocument, scanDocument} from './scan-document.js'

/** An export whose messages stay in the file. */
export interface LargeFile {
  /** As parsing the file gives it, with a lazy list of messages. */
  document: JsonObject
  release(): Promise<void>
}

/**
 * Open an export that is larger than so many bytes. `undefined` for a smaller file, and for one of
 * another shape, or with an error in it: those are read as a whole.
 *
 * @throws SessionpressError `SESSION_TRUNCATED`, and while its messages are read `SESSION_UNREADABLE`
 */
export async function openLargeFile(file: string, memory: number): Promise<LargeFile | undefined> {
  const size = (await statOf(file))?.size ?? 0
  if (size <= memory) return undefined
  const reader = openReader(file)
  try {
    const scanned = scanDocument(reader.pieces())
    const document = scanned && documentOf(scanned, reader)
    if (document) return {document, release: async () => reader.close()}
  } catch (error) {
    reader.close()
    throw error
  }
  reader.close()
  return undefined
}

/** `undefined` where something in it is no JSON: what looks at the whole can say where. */
function documentOf(scanned: ScannedDocument, reader: Reader): JsonObject | undefined {
  const {starts, ends, isCut} = scanned
  const textOf = (index: number) => reader.text(starts[index] ?? 0, ends[index] ?? 0)
  const whole = isCut ? ends.length - 1 : ends.length
  for (let index = 0; index < whole; index++)
    if (parse(textOf(index)) === undefined) return undefined
  if (isCut) return refuseCut(textOf(whole), reader)
  const rest = parse(decode(scanned.rest))
  // The name may stand there a second time, in another spelling.
  if (!isObject(rest) || !Array.isArray(rest.messages) || rest.messages.length > 0) return undefined
  const messages = lazyList(whole, (index) => {
    const message = parse(textOf(index))
    return message === undefined ? reader.refuseChange() : message
  })
  return {...rest, messages}
}

function refuseCut(last: string, reader: Reader): undefined {
  try {
    JSON.parse(last)
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : ''
    if (!/Unexpected end|Unterminated/.test(message)) return undefined
    const failure = {at: reader.size, isCut: true, cause}
    throw explainText(
      reader.text(0, Math.min(20_000, reader.size)),
      reader.name,
      failure,
      reader.size,
    )
  }
  return undefined
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever asks knows what to do instead.
    return undefined
  }
}

/** As whole files are decoded: no byte is too odd. */
function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', {ignoreBOM: true}).decode(bytes)
}

type Reader = ReturnType<typeof openReader>

const pieceBytes = 256 * 1024

/** Reads a file that must stay what it was when it was opened. */
function openReader(file: string) {
  const name = `\`${file}\``
  const handle = openSync(file, 'r')
  const first = stateOf(handle)
  const size = first.size
  // The same for all that is read: a new one each time lies about until garbage is looked for.
  const scratch = Buffer.allocUnsafeSlow(pieceBytes)
  return {name, size, pieces, text, refuseChange, close: () => closeSync(handle)}

  /** Each has to be done with before the next is asked for. */
  function* pieces(): Generator<Uint8Array> {
    for (let at = 0; at < size; at += pieceBytes) yield read(at, Math.min(pieceBytes, size - at))
  }

  function text(from: number, to: number): string {
    return decode(read(from, to - from))
  }

  function read(at: number, length: number): Uint8Array {
    const bytes =
      length > scratch.length ? Buffer.allocUnsafeSlow(length) : scratch.subarray(0, length)
    for (let done = 0; done < length; ) {
      const count = readSync(handle, bytes, done, length - done, at + done)
      if (count === 0) refuseChange()
      done += count
    }
    if (stateOf(handle).time !== first.time) refuseChange()
    return bytes
  }

  function refuseChange(): never {
    throw new SessionpressError('SESSION_UNREADABLE', `${name} was changed while it was read.`, {
      hint: 'Try again when nothing writes to it any more.',
    })
  }
}

function stateOf(handle: number): {size: number; time: number} {
  const {size, mtimeMs} = fstatSync(handle)
  return {size, time: mtimeMs}
}
