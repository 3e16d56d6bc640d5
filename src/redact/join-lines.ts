/** A text whose lines are one. */
export interface Joined {
  text: string
  /** Where a part of it stands in the text with lines; nothing where the part is of one line. */
  placeOf(from: number, to: number): {from: number; to: number} | undefined
}

/** Take the ends of lines out of a text, as a pattern with the flag `g` has them. */
export function joinLines(text: string, end: RegExp): Joined {
  let places: Places | undefined
  return {text: text.replace(end, ''), placeOf}

  function placeOf(from: number, to: number): {from: number; to: number} | undefined {
    // Most texts hold nothing, and are not looked through again.
    places ??= placesOf(text, end)
    const first = countUpTo(places.joints, from)
    const last = countUpTo(places.joints, to - 1)
    if (first === last) return undefined
    return {from: from + (places.removed[first] ?? 0), to: to + (places.removed[last] ?? 0)}
  }
}

interface Places {
  /** Where lines meet in the joined text. */
  joints: number[]
  /** How much is taken out before the first joint, before the second, and so on. */
  removed: number[]
}

function placesOf(text: string, end: RegExp): Places {
  const joints: number[] = []
  const removed = [0]
  let sum = 0
  for (const {index, 0: found} of text.matchAll(end)) {
    joints.push(index - sum)
    sum += found.length
    removed.push(sum)
  }
  return {joints, removed}
}

/** How many of ascending numbers are no greater than a limit. */
function countUpTo(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low
}
