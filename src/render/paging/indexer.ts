import {createSearchIndex, type SearchIndexBuilder} from '../search/search-index.js'
import type {Entry} from './cut.js'

/** Collects what pages say, for searching all of them from each. */
export interface Indexer {
  /** Take what stands on a page (from 0), in order. */
  add(page: number, entry: Entry, markup: string): void
  /**
   * The index as a script, in pieces; nothing for a lone page, which a browser searches by itself. It is there
   * once: what it is made of is forgotten then.
   */
  script(): Iterable<string> | undefined
}

/** An indexer that has no work with a session of one page. */
export function createIndexer(): Indexer {
  let waiting: [Entry, string][] = []
  let index: SearchIndexBuilder | undefined

  return {
    add(page, entry, markup) {
      if (page === 0) {
        waiting.push([entry, markup])
        return
      }
      if (!index) {
        index = createSearchIndex()
        for (const [first, text] of waiting) take(index, 0, first, text)
        waiting = []
      }
      take(index, page, entry, markup)
    },
    script() {
      const script = index?.pieces()
      index = undefined
      return script
    },
  }
}

function take(index: SearchIndexBuilder, page: number, {id, title}: Entry, markup: string): void {
  // What stands before the first entry is the frame of the page.
  if (id !== '') index.add({page: page + 1, id, title}, markup)
}
