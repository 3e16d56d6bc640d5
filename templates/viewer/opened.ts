import type {SearchData} from './search-index.js'

/** What an encrypted page gives to the pages that it opens, since nothing lies beside those. */
export interface Opened {
  /** Whether the reader comes back by the history. */
  isReturn: boolean
  /** The search index of the session. */
  loadIndex(name: string): Promise<SearchData>
}

declare global {
  var sessionpressOpened: Opened | undefined
}
