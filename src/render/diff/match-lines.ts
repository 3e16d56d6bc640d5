import {distance as editsBetween} from 'fastest-levenshtein'

/** Numbers of old lines and of new ones that belong together. */
export type LineGroup = readonly [olds: readonly number[], news: readonly number[]]

/** A line to compare, and how often signs of each kind stand in it. */
interface Measured {
  text: string
  kinds: Uint8Array
}

/**
 * Match lines by likeness: the two that are most alike, then those before them, then those behind. The
 * groups are those of diff2html's matcher, which measures every pair in full; here a pair that cannot be
 * more alike than the best one so far is not measured.
 *
 * @param olds Lines of less than 256 signs, as the new ones.
 */
export function matchLines(olds: readonly string[], news: readonly string[]): LineGroup[] {
  const left = olds.map(measured)
  const right = news.map(measured)
  const known = new Float64Array(left.length * right.length).fill(unknown)
  return group(0, left.length, 0, right.length)

  function group(from: number, to: number, start: number, end: number): LineGroup[] {
    const best = bestOf(from, to, start, end)
    if (!best || to - from + end - start < 3) return [[numbers(from, to), numbers(start, end)]]
    const [old, new_] = best
    const before = old > from || new_ > start ? group(from, old, start, new_) : []
    const behind = to > old + 1 || end > new_ + 1 ? group(old + 1, to, new_ + 1, end) : []
    return [...before, [[old], [new_]], ...behind]
  }

  function bestOf(from: number, to: number, start: number, end: number) {
    let least = Infinity
    let best: readonly [old: number, new_: number] | undefined
    for (let old = from; old < to; old++) {
      for (let new_ = start; new_ < end; new_++) {
        const distance = distanceOf(old, new_, least)
        if (!(distance < least)) continue
        least = distance
        best = [old, new_]
      }
    }
    return best
  }

  /** Infinity where it is no less than a limit; of two empty lines there is none. */
  function distanceOf(old: number, new_: number, limit: number): number {
    const at = old * right.length + new_
    const before = known[at]
    if (before !== undefined && before !== unknown) return before
    const [one, other] = [left[old], right[new_]]
    if (!one || !other) return Infinity
    const length = one.text.length + other.text.length
    if (leastEdits(one, other) / length >= limit) return Infinity
    const distance = editsBetween(one.text, other.text) / length
    known[at] = distance
    return distance
  }
}

const unknown = -1
const kindCount = 32

function measured(line: string): Measured {
  const text = line.trim()
  const kinds = new Uint8Array(kindCount)
  for (let at = 0; at < text.length; at++) {
    const kind = text.charCodeAt(at) % kindCount
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return {text, kinds}
}

function numbers(from: number, to: number): number[] {
  return Array.from({length: to - from}, (_, index) => from + index)
}

/** Each sign that one line has more often than the other costs an edit at least. */
function leastEdits({kinds: one}: Measured, {kinds: other}: Measured): number {
  let more = 0
  let less = 0
  for (let kind = 0; kind < kindCount; kind++) {
    const difference = (one[kind] ?? 0) - (other[kind] ?? 0)
    if (difference > 0) more += difference
    else less -= difference
  }
  return Math.max(more, less)
}
