/** Which words stand in which documents, while the documents come in one after the other. */
export interface Postings {
  /** Note that the document being read, the highest number until now, has a word. */
  add(word: string, doc: number): void
  words(): string[]
  /** The documents that have a word, ascending. */
  docs(word: string): number[]
}

/** So many different words at most; at the usual length they are some 2 MB of the index. */
const mostWords = 300_000

/**
 * Postings in two flat arrays, a chain for each word from its last document back to its first: a long session
 * has millions, and a list for each word would take ten times the memory.
 */
export function createPostings(): Postings {
  const last = new Map<string, number>()
  let docs = new Uint32Array(1024)
  let before = new Uint32Array(1024)
  // Number 0 ends a chain.
  let count = 1
  let isFull = false
  return {add, words: () => [...last.keys()], docs: docsOf}

  function add(word: string, doc: number): void {
    const previous = last.get(word) ?? 0
    if (previous !== 0 && docs[previous] === doc) return
    if (previous === 0 && last.size >= mostWords && !makeRoom()) return
    if (count === docs.length) {
      docs = doubled(docs)
      before = doubled(before)
    }
    docs[count] = doc
    before[count] = previous
    last.set(previous === 0 ? owned(word) : word, count++)
  }

  /** Forget the ids and numbers that were met in one document only, as long as that brings enough. */
  function makeRoom(): boolean {
    if (isFull) return false
    for (const [word, at] of last) {
      if (before[at] === 0 && /\d/.test(word)) last.delete(word)
    }
    isFull = last.size > mostWords * 0.9
    return last.size < mostWords
  }

  function docsOf(word: string): number[] {
    const found: number[] = []
    for (let at = last.get(word) ?? 0; at !== 0; at = before[at] ?? 0) found.push(docs[at] ?? 0)
    return found.reverse()
  }
}

function doubled(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

/** A copy of a word that does not keep the text alive that it was cut out of. */
function owned(word: string): string {
  return ` ${word}`.slice(1)
}
