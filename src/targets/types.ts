import type {Bundle} from '../session/bundle.js'

/** One file that a publication laid down. */
export interface PublishedFile {
  path: string
  size: number
  sha256: string
}

/**
 * What it takes to update or remove one publication later, except credentials.
 *
 * Plain JSON: the ledger keeps it between `publish` and `remove`.
 */
export interface Receipt {
  /** `type` of the target. */
  type: string
  /** Folder of the bundle below the target's root, such as `s_…`. */
  path: string
  /** Where a reader opens it. */
  url: string
  /** Where the target put it. Only that target reads this. */
  location: string
  files: PublishedFile[]
}

/** What a look at the place found. */
export interface Presence {
  /** The target itself is there. A disk that is not mounted hides a share, and does not remove it. */
  isReachable: boolean
  /** Every file of the receipt is there with its size and hash, and nothing is missing. */
  isComplete: boolean
  /** Nothing of the receipt is there any more. */
  isGone: boolean
  /** Paths that are there. */
  present: string[]
  /** Paths that are missing or differ from the receipt. */
  wrong: string[]
}

/**
 * A place that serves static files.
 *
 * `test/targets/conformance.ts` checks what is said here for every target.
 */
export interface Target {
  /** Name in configurations and receipts, in kebab-case. */
  type: string
  /** Where a bundle at `path` will be read, known before it is there. */
  plan(bundle: Bundle, path: string): Receipt
  /**
   * Lay a bundle at `path`, or bring the one there up to date. When it rejects,
   * a visitor sees what was there before: nothing, or the earlier bundle whole.
   * `previous` is the receipt of what lies there; its files that the new bundle
   * does not have are removed.
   *
   * @throws SessionpressError `TARGET_*`
   */
  publish(bundle: Bundle, path: string, previous?: Receipt): Promise<Receipt>
  /** Remove exactly what the receipt lists, `index.html` first. May be called twice. */
  remove(receipt: Receipt): Promise<void>
  /** Read back what lies there and compare it with the receipt. */
  inspect(receipt: Receipt): Promise<Presence>
  /** The receipt of a share that lies at `path`, made from what is there; for removals without a ledger. */
  find(path: string): Promise<Receipt | undefined>
}
