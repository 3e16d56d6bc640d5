import {doubled} from './doubled.js'

/** Many rows of bytes that grow at their ends, side by side: 4 GB in all, which no index comes near. */
export interface ByteChains {
  /** A new one with nothing in it. */
  open(): number
  push(chain: number, byte: number): void
  /** Hand over the bytes of a chain, the first one first. */
  read(chain: number, take: (byte: number) => void): void
}

/** Bytes of the first block of a chain; each that follows is twice as long, up to a limit. */
const shortest = 16
const mostDoublings = 6

/** Bytes at the end of a block that say where the next one is. */
const linkLength = 4

const slabLength = 1 << 16

/**
 * Rows of bytes in blocks, each of which names the next one. Blocks of one length share slabs, so that there
 * are no gaps, and nothing is copied when there are more of them.
 */
export function createByteChains(): ByteChains {
  const slabs: Uint8Array[] = []
  /** Where the next block of each length goes; at the end of a slab, nowhere yet. */
  const free = new Array<number>(mostDoublings + 1).fill(0)
  let count = 0
  let starts = new Uint32Array(1024)
  /** Where the next byte goes, and how many doublings the block has behind it that it goes to. */
  let nexts = new Uint32Array(1024)
  let doublings = new Uint8Array(1024)
  return {open, push, read}

  function open(): number {
    if (count === starts.length) {
      starts = doubled(starts)
      nexts = doubled(nexts)
      doublings = doubled(doublings)
    }
    const start = newBlock(0)
    starts[count] = start
    nexts[count] = start
    return count++
  }

  function push(chain: number, byte: number): void {
    let at = nexts[chain] ?? 0
    const done = doublings[chain] ?? 0
    if (isEnd(at, done)) {
      const level = Math.min(mostDoublings, done + 1)
      const start = newBlock(level)
      writeLink(at, start)
      doublings[chain] = level
      at = start
    }
    put(at, byte)
    nexts[chain] = at + 1
  }

  function read(chain: number, take: (byte: number) => void): void {
    const end = nexts[chain] ?? 0
    let done = 0
    for (let at = starts[chain] ?? 0; at !== end; at++) {
      if (isEnd(at, done)) {
        at = readLink(at)
        done = Math.min(mostDoublings, done + 1)
      }
      take(byteAt(at))
    }
  }

  /** Blocks begin at multiples of their lengths. */
  function newBlock(level: number): number {
    let start = free[level] ?? 0
    if (start % slabLength === 0) {
      start = slabs.length * slabLength
      slabs.push(new Uint8Array(slabLength))
    }
    free[level] = start + (shortest << level)
    return start
  }

  /** Whether a place is that of the link of a block, with so many doublings behind it. */
  function isEnd(at: number, level: number): boolean {
    const length = shortest << level
    return at % length === length - linkLength
  }

  function writeLink(at: number, to: number): void {
    for (let index = 0; index < linkLength; index++) put(at + index, (to >>> (8 * index)) & 255)
  }

  function readLink(at: number): number {
    let to = 0
    for (let index = 0; index < linkLength; index++) to += byteAt(at + index) * 256 ** index
    return to
  }

  function put(at: number, byte: number): void {
    const slab = slabs[Math.floor(at / slabLength)]
    if (slab) slab[at % slabLength] = byte
  }

  function byteAt(at: number): number {
    return slabs[Math.floor(at / slabLength)]?.[at % slabLength] ?? 0
  }
}
