import type {SearchDocument} from '../../../templates/viewer/search-index.js'
import {cutAt, eachWord} from '../../../templates/viewer/words.js'
import {createPostings} from './postings.js'
import {visibleText} from './visible-text.js'
import {writeIndex} from './write-index.js'

/** Titles are shown in one line of a list. */
const longestTitle = 80

export interface SearchIndexBuilder {
  /**
   * Take a piece of the markup of a document, in the order of the session. Pieces of the same document follow
   * each other, and each has whole elements. The words of the title count too.
   */
  add(doc: SearchDocument, markup: string): void
  /** The file of the index, a script that holds data only. Call it once, when all is added. */
  pieces(): Iterable<string>
}

/** Collect the words of a session of several pages, for the search of the pages that are not open. */
export function createSearchIndex(): SearchIndexBuilder {
  const docs: SearchDocument[] = []
  const postings = createPostings()
  return {add, pieces: () => writeIndex(docs, postings)}

  function add(doc: SearchDocument, markup: string): void {
    const last = docs.at(-1)
    const isNew = last?.page !== doc.page || last.id !== doc.id
    if (isNew) docs.push({...doc, title: cutAt(doc.title, longestTitle)})
    const number = docs.length - 1
    if (isNew) eachWord(doc.title, (word) => postings.add(word, number))
    eachWord(visibleText(markup), (word) => postings.add(word, number))
  }
}
