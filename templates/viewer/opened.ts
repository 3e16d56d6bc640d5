import type {SearchData} from './search-index.js'

/** What an encrypted page gives to the pages that it opens, since nothing lies beside those. */
export interface Opened {
  /** Whether the reader comes back by the history. */
  isReturn: boolean
  /** What the fragment says, the key and the page included: nothing that a reader chooses may leave the browser. */
  query: URLSearchParams
  /** The fragment for a place on a page, by the page's file; with nothing but the key if that is all it takes. */
  hashOf(id: string, file: string | null, isLasting?: boolean): string
  /** The search index of the session. */
  loadIndex(name: string): Promise<SearchData>
}

declare global {
  var sessionpressOpened: Opened | undefined
}
