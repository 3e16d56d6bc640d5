import {gunzipSync} from 'node:zlib'
import type {Planting} from './plant-canaries.js'

/** So many signs in a row give a canary away; short ones are known by fewer. */
const widths = [12, 8] as const

/** A search of bytes for canaries in every form they could have there. */
export function createSearch(plantings: readonly Planting[]) {
  const known = new Map<string, Set<Planting>>()
  for (const planting of plantings) {
    for (const run of planting.runs) {
      const width = run.length >= 12 ? 12 : 8
      for (let at = 0; at + width <= run.length; at += width) {
        learn(run.slice(at, at + width), planting)
      }
      learn(run.slice(-width), planting)
    }
  }
  return {leaks}

  /** What a machine always knows stands in many places. */
  function learn(piece: string, planting: Planting): void {
    known.set(piece, (known.get(piece) ?? new Set()).add(planting))
  }

  /** Canaries in a file: raw, unescaped, decoded, unpacked, and these in one another. */
  function leaks(bytes: Buffer): Set<Planting> {
    const found = new Set<Planting>()
    lookInto(bytes, 2, found)
    return found
  }

  function lookInto(bytes: Buffer, depth: number, found: Set<Planting>): void {
    const plain = unpacked(bytes)
    if (plain) lookInto(plain, depth, found)
    const text = bytes.toString('latin1')
    for (const written of [text, ...unescaped(text)]) {
      look(written, found)
      if (depth === 0) continue
      for (const decoded of decodings(written)) lookInto(decoded, depth - 1, found)
    }
  }

  function look(text: string, found: Set<Planting>): void {
    for (const [run] of text.matchAll(/[A-Za-z0-9]{8,}/g)) {
      for (const width of widths) {
        for (let at = 0; at + width <= run.length; at++) {
          for (const planting of known.get(run.slice(at, at + width)) ?? []) found.add(planting)
        }
      }
    }
  }
}

/** Without the escapes of JSON, URLs and HTML, without marks, and without zero bytes. */
function unescaped(text: string): string[] {
  const all = [
    text.replace(/\\u([0-9a-f]{4})/gi, (_, code) => sign(code)).replace(/\\+[bfnrt]/g, ' '),
    text.replace(/%([0-9a-f]{2})/gi, (_, code) => sign(code)),
    text.replace(/&#x([0-9a-f]{1,4});/gi, (_, code) => sign(code)),
    text.replace(/<[^<>]*>/g, ''),
    text.replace(/\u001b\[[0-9;]*m|\0/g, ''),
  ]
  return all.filter((one) => one !== text)
}

function sign(code: string): string {
  return String.fromCharCode(Number.parseInt(code, 16))
}

/** Everything that may be base64 or hexadecimal, at each place it may begin. */
function* decodings(text: string): Generator<Buffer> {
  const runs = text.match(/[A-Za-z0-9+/_-]{16,}/g) ?? []
  if (runs.length === 0) return
  for (const from of [0, 1, 2, 3]) {
    yield Buffer.concat(runs.flatMap((run) => [decode(run.slice(from)), newline]))
  }
  for (const run of runs) if (run.startsWith('H4sI')) yield Buffer.from(run, 'base64')
  const hex = text.match(/(?:[0-9a-f]{2}){8,}/gi) ?? []
  yield Buffer.concat(hex.flatMap((run) => [Buffer.from(run, 'hex'), newline]))
}

const newline = Buffer.from('\n')

function decode(run: string): Buffer {
  return Buffer.from(run, 'base64')
}

function unpacked(bytes: Buffer): Buffer | undefined {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return undefined
  try {
    return gunzipSync(bytes)
  } catch {
    return undefined // Two bytes that only look like the beginning of it.
  }
}
