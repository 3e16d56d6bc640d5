import {fstatSync, readSync} from 'node:fs'
import {crc32} from 'node:zlib'

/** Begins every pack; another number is another form, which is not read. */
export const signature = Buffer.from('sessionpress pack 1\n')

/** Key (32 bytes), length of the text and its CRC-32 (4 bytes each, the lowest first). */
const headLength = 40

/** Where a record's text lies in its file. */
export interface Place {
  start: number
  length: number
  sum: number
}

/** Records of a file by their keys, and where the last whole one ends. */
export interface Index {
  places: Map<string, Place>
  end: number
  /** Bytes of the file: more than `end` where its tail is torn. */
  size: number
}

/** Read where the records are. What follows a torn one is lost; of two with one key the later counts. */
export function readIndex(file: number): Index {
  const {size} = fstatSync(file)
  const places = new Map<string, Place>()
  const start = Buffer.alloc(signature.length)
  readSync(file, start, 0, start.length, 0)
  if (!start.equals(signature)) return {places, end: 0, size}
  const head = Buffer.alloc(headLength)
  let end = signature.length
  while (readSync(file, head, 0, headLength, end) === headLength) {
    const length = head.readUInt32LE(32)
    const begin = end + headLength
    if (begin + length > size) break
    places.set(head.toString('base64', 0, 32), {start: begin, length, sum: head.readUInt32LE(36)})
    end = begin + length
  }
  return {places, end, size}
}

/** The text of a record; `undefined` where it is not what was written. */
export function readText(file: number, {start, length, sum}: Place): string | undefined {
  const bytes = Buffer.allocUnsafe(length)
  const isWhole = readSync(file, bytes, 0, length, start) === length && crc32(bytes) === sum
  return isWhole ? bytes.toString('utf8') : undefined
}

/** A record as it is written. `key` is the Base64 of 32 bytes. */
export function recordOf(key: string, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(headLength)
  head.write(key, 'base64')
  head.writeUInt32LE(bytes.length, 32)
  head.writeUInt32LE(crc32(bytes), 36)
  return Buffer.concat([head, bytes])
}

/** Bytes of a record in its file. */
export function sizeOfRecord({length}: Place): number {
  return headLength + length
}
