import {createByteChains} from './byte-chains.js'
import {doubled} from './doubled.js'

/** Many lists of ascending numbers below 2^31, each known by a number of its own. */
export interface NumberLists {
  /** A new list with one number. */
  open(number: number): number
  /** Take a number that is greater than the last one of its list; that one again changes nothing. */
  add(list: number, number: number): void
  isOne(list: number): boolean
  read(list: number): number[]
  /** Forget a list of one number. Another one may have its own number then. */
  close(list: number): void
}

/**
 * Lists as the distances of their numbers, seven bits a byte, the lowest first. Most lists are of one number:
 * they have nothing else.
 */
export function createNumberLists(): NumberLists {
  const chains = createByteChains()
  const closed: number[] = []
  let count = 0
  let last = new Uint32Array(1024)
  /** One more than the chain of a list; 0 for a list that has none yet. */
  let chainOf = new Uint32Array(1024)
  return {open, add, isOne, read, close: (list) => void closed.push(list)}

  function open(number: number): number {
    const list = closed.pop() ?? count++
    if (list === last.length) {
      last = doubled(last)
      chainOf = doubled(chainOf)
    }
    last[list] = number
    return list
  }

  function add(list: number, number: number): void {
    const before = last[list] ?? 0
    if (before === number) return
    if (isOne(list)) {
      chainOf[list] = chains.open() + 1
      write(list, before)
    }
    write(list, number - before)
    last[list] = number
  }

  function isOne(list: number): boolean {
    return chainOf[list] === 0
  }

  function write(list: number, number: number): void {
    const chain = (chainOf[list] ?? 0) - 1
    let rest = number
    for (; rest > 127; rest >>>= 7) chains.push(chain, (rest & 127) | 128)
    chains.push(chain, rest)
  }

  function read(list: number): number[] {
    if (isOne(list)) return [last[list] ?? 0]
    const found: number[] = []
    let [number, distance, shift] = [0, 0, 0]
    chains.read((chainOf[list] ?? 0) - 1, (byte) => {
      distance += (byte & 127) << shift
      shift += 7
      if (byte > 127) return
      number += distance
      found.push(number)
      distance = 0
      shift = 0
    })
    return found
  }
}
