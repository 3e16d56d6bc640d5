/** Where a word stands in a text. */
export interface LiteralHit {
  /** Its number among the words. */
  word: number
  index: number
}

/** So many signs are looked up at once. */
const block = 3
const size = 1 << 16

/**
 * Search for many words at once, after Wu and Manber: a look at one block of
 * signs mostly tells that no word can end near it, and how far to go on.
 *
 * @param words No shorter than eight signs; the shortest decides the speed.
 */
export function createLiteralSearch(
  words: readonly string[],
): (text: string) => Generator<LiteralHit> {
  const shortest = Math.min(...words.map(({length}) => length))
  const shifts = new Uint8Array(size).fill(Math.min(255, shortest - block + 1))
  const ends = new Map<number, number[]>()
  words.forEach(learn)
  return search

  function learn(word: string, number: number): void {
    for (let index = 0; index + block <= shortest; index++) {
      const hash = hashAt(word, index)
      const shift = Math.min(255, shortest - block - index)
      shifts[hash] = Math.min(shifts[hash] ?? 0, shift)
      if (shift === 0) ends.set(hash, [...(ends.get(hash) ?? []), number])
    }
  }

  function* search(text: string): Generator<LiteralHit> {
    for (let index = shortest - block; index + block <= text.length; ) {
      const hash = hashAt(text, index)
      const shift = shifts[hash] ?? 1
      if (shift > 0) {
        index += shift
        continue
      }
      const from = index - (shortest - block)
      for (const word of ends.get(hash) ?? []) {
        if (text.startsWith(words[word] ?? '', from)) yield {word, index: from}
      }
      index += 1
    }
  }
}

function hashAt(text: string, index: number): number {
  const first = text.charCodeAt(index) * 961
  return (first + text.charCodeAt(index + 1) * 31 * 37 + text.charCodeAt(index + 2)) & (size - 1)
}
