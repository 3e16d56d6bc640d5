import {createNumberLists} from './number-lists.js'

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

/** Postings: a long session has millions, so their numbers lie in as few bytes as they need. */
export function createPostings(): Postings {
  const known = new Map<string, number>()
  const lists = createNumberLists()
  let isFull = false
  return {add, words: () => [...known.keys()], docs: docsOf}

  function add(word: string, doc: number): void {
    const list = known.get(word)
    if (list !== undefined) lists.add(list, doc)
    else if (known.size < mostWords || makeRoom()) known.set(owned(word), lists.open(doc))
  }

  /** Forget the ids and numbers that were met in one document only, as long as that brings enough. */
  function makeRoom(): boolean {
    if (isFull) return false
    for (const [word, list] of known) {
      if (!lists.isOne(list) || !/\d/.test(word)) continue
      known.delete(word)
      lists.close(list)
    }
    isFull = known.size > mostWords * 0.9
    return known.size < mostWords
  }

  function docsOf(word: string): number[] {
    const list = known.get(word)
    return list === undefined ? [] : lists.read(list)
  }
}

/** A copy of a word that does not keep the text alive that it was cut out of. */
function owned(word: string): string {
  return ` ${word}`.slice(1)
}
