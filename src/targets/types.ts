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
  /** Nothing of the receipt is there any more, in any version that the place keeps. */
  isGone: boolean
  /** Paths that are there. */
  present: string[]
  /** Paths that are missing or differ from the receipt. */
  wrong: string[]
}

/** What a target can promise of the place it publishes to. */
export interface Abilities {
  /** What was removed may stay readable in a history there: a commit, an address of a former deploy. */
  keepsHistory: boolean
  /** Seconds that the host's own caches serve a page after it is gone; `undefined` where only its answers tell. */
  cacheSeconds: number | undefined
  /** Whether a page that is not there answers 404; `undefined` where only asking tells. */
  answersMissing: boolean | undefined
  /** `list` can tell what of ours lies there. */
  canList: boolean
}

/** Those of a place that keeps nothing and that some web server serves: only its answers tell the rest. */
export const servedByOthers: Abilities = {
  keepsHistory: false,
  cacheSeconds: undefined,
  answersMissing: undefined,
  canList: true,
}

/** What a removal did besides: what the host may still keep and what helps, each in a sentence or two. */
export interface Removal {
  notes: string[]
}

/** One thing that `check` found out. */
export interface CheckResult {
  level: 'good' | 'warning' | 'bad'
  /** What is so, as one sentence. */
  message: string
  /** What to do about it, as one imperative sentence. */
  hint?: string
}

/** Whether the shares of a target can be imported by their address: not asked for, or so, or why not. */
export type Importing = {type: 'off'} | {type: 'on'} | {type: 'impossible'; why: string}

/** The world of a target, handed in so that it can be another one. */
export interface TargetContext {
  fetch: typeof globalThis.fetch
  env: Readonly<Record<string, string | undefined>>
  /** Home folder, where there is one. */
  home: string | undefined
  /**
   * Folder for what a target keeps to be quicker the next time; it may vanish.
   *
   * @throws SessionpressError `CONFIG_INVALID` where no folder is known
   */
  cacheFolder(): string
}

/**
 * A place that serves static files.
 *
 * `test/targets/conformance.ts` checks what is said here for every target. Receipts that are handed in
 * together are of one target with the same options. Every call may reject with `TARGET_DENIED` where
 * the place refuses our credentials, and with `TARGET_UNAVAILABLE` where it cannot be asked.
 */
export interface Target {
  /** Name in configurations and receipts, in kebab-case. */
  type: string
  abilities: Abilities
  /** Whether bundles for it may have files at the root of its host. */
  importing: Importing
  /** Where a bundle at `path` will be read, known before it is there. Asks nobody. */
  plan(bundle: Bundle, path: string): Receipt
  /**
   * Lay a bundle at `path`, or bring the one there up to date. When it rejects,
   * a visitor sees what was there before: nothing, or the earlier bundle whole.
   * `previous` is the receipt of what lies there; its files that the new bundle
   * does not have are removed.
   *
   * @throws SessionpressError `TARGET_*`, `PUBLISH_UNVERIFIED`
   */
  publish(bundle: Bundle, path: string, previous?: Receipt): Promise<Receipt>
  /**
   * Remove exactly what the receipts list, each `index.html` first. May be called twice. When it
   * rejects, some may be gone: `inspect` tells which.
   */
  remove(receipts: readonly Receipt[]): Promise<Removal>
  /** Read back what lies there, past every cache, and compare it with each of the receipts, in their order. */
  inspect(receipts: readonly Receipt[]): Promise<Presence[]>
  /** The receipt of a share that lies at `path`, made from what is there; for removals without a ledger. */
  find(path: string): Promise<Receipt | undefined>
  /** Paths of every share that carries our marker there, sorted; none where the target cannot list. */
  list(): Promise<string[]>
  /** Look whether configuration and credentials work, and what a visitor would get. Leaves nothing behind. */
  check(): Promise<CheckResult[]>
}

/** A target that knows nothing but folders; `withRootFiles` makes it whole. */
export type FolderTarget = Omit<Target, 'importing'>

/** What of one receipt lies there. */
export async function inspectOne(target: Target, receipt: Receipt): Promise<Presence> {
  const [presence] = await target.inspect([receipt])
  if (!presence) throw new Error(`\`${target.type}\` did not answer for the receipt.`)
  return presence
}
