import {createRest} from './scan-rest.js'

/** Where the messages of an export are in its file. */
export interface ScannedDocument {
  /** First byte of each message, and the one behind its last. */
  starts: number[]
  ends: number[]
  /** The document without its messages. */
  rest: Buffer
  /** Whether the bytes end before the document does. */
  isCut: boolean
}

/** More than this beside the messages is none of an export. */
const mostRest = 64 * 1024 * 1024

const [quote, backslash, comma] = [0x22, 0x5c, 0x2c]
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d]

/**
 * Find the messages of `{"info": …, "messages": […]}` by nothing but where strings and brackets are, so that
 * a large file need not be parsed as a whole. `undefined` for what is not plainly of this shape, which
 * somebody has to look at otherwise. What is found need not be JSON: parsing it tells.
 *
 * @param pieces All bytes of the file, one piece after another.
 */
export function scanDocument(pieces: Iterable<Uint8Array>): ScannedDocument | undefined {
  const scanner = createScanner()
  for (const piece of pieces) if (!scanner.add(piece)) return undefined
  return scanner.end()
}

function createScanner() {
  const starts: number[] = []
  const ends: number[] = []
  const rest = createRest()
  let offset = 0
  let depth = 0
  let isString = false
  let isEscaped = false
  /** Whether what is read now is a message, and whether anything of it was there yet. */
  let isInside = false
  let hasBegun = false
  let isOver = false
  return {add, end}

  /** Whether it may still be a document of this shape. */
  function add(piece: Uint8Array): boolean {
    const begin = offset === 0 ? markLength(piece) : 0
    rest.begin(piece, isInside ? undefined : begin)
    for (let at = begin; at < piece.length; at++) {
      const sign = piece[at] ?? 0
      if (isString) readString(sign)
      else if (!isBlank(sign) && !readSign(sign, at)) return false
    }
    offset += piece.length
    return rest.finish() <= mostRest
  }

  function end(): ScannedDocument | undefined {
    if (starts.length === 0 || (!isOver && !isInside)) return undefined
    if (starts.length > ends.length && isInside) ends.push(offset)
    const isNone = ends.length === 1 && !hasBegun
    return {
      ...(isNone ? {starts: [], ends: []} : {starts, ends}),
      ...{rest: rest.bytes(), isCut: !isOver},
    }
  }

  function readString(sign: number): void {
    if (isEscaped) isEscaped = false
    else if (sign === backslash) isEscaped = true
    else if (sign === quote) isString = false
  }

  function readSign(sign: number, at: number): boolean {
    if (depth === 0 && (sign !== openBrace || isOver)) return false
    if (sign === comma && isInside && depth === 2) return next(at)
    if (sign === openBrace || sign === openBracket) return open(sign, at)
    if (sign === closeBrace || sign === closeBracket) return close(at)
    isString = sign === quote
    if (isInside) hasBegun = true
    return true
  }

  function next(at: number): boolean {
    ends.push(offset + at)
    starts.push(offset + at + 1)
    const isMessage = hasBegun
    hasBegun = false
    return isMessage
  }

  function open(sign: number, at: number): boolean {
    depth += 1
    if (isInside) hasBegun = true
    if (isInside || depth !== 2 || sign !== openBracket || !rest.namesMessages(at)) return true
    isInside = true
    starts.push(offset + at + 1)
    rest.pause(at + 1)
    return starts.length === 1
  }

  function close(at: number): boolean {
    depth -= 1
    isOver = depth === 0
    if (!isInside || depth !== 1) return true
    isInside = false
    ends.push(offset + at)
    rest.resume(at)
    // A comma with nothing behind it is for the parser to refuse.
    return hasBegun || ends.length === 1
  }
}

/** Length of a byte order mark. */
function markLength([first, second, third]: Uint8Array): number {
  return first === 0xef && second === 0xbb && third === 0xbf ? 3 : 0
}

function isBlank(sign: number): boolean {
  return sign === 0x20 || sign === 0x0a || sign === 0x0d || sign === 0x09
}
