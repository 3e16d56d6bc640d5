import type {Work} from '../render/pieces/work.js'
import type {Finding} from '../session/finding.js'
import type {Excludable} from '../session/selection.js'

/** The world around a call, handed in so that tests and other programs can give another one. */
export interface Surroundings {
  /** Folder that relative paths and the project's configuration start from. */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Home folder, where there is one. */
  home: string | undefined
  /** Folder of the machine's own configuration, where its policy lies. @default `/etc` */
  systemFolder?: string
  /** Name of the person's account, where it is known. */
  user: string | undefined
  /** Name of the machine, where it is known. */
  host: string | undefined
  fetch: typeof globalThis.fetch
  /** Everything on standard input; read only when the session is `-`. */
  stdin(): Promise<Uint8Array>
  /** The time now, for ledger entries; a page never shows it. */
  now(): Date
}

/** Something that is going on, for a person who waits. */
export interface Progress {
  /** What is being done, such as `reading` or `writing pages`. */
  step: string
  done?: number
  total?: number
}

/** What every call takes. */
export interface CommonOptions {
  /** Parts of the world to replace. @default the running process's own */
  surroundings?: Partial<Surroundings>
  /** Told what is going on, often. @default nothing is told */
  onProgress?: (progress: Progress) => void
  /** Told in one sentence what a person should know although nothing failed. @default nothing is told */
  onWarning?: (warning: string) => void
}

/** How to find a session. */
export interface FindOptions extends CommonOptions {
  /** A database file, a legacy folder, or a server to look the session up in. @default OpenCode's own store */
  source?: string
}

/** What decides the content of a bundle. */
export interface ContentOptions extends FindOptions {
  /** Title in place of the session's own. @default the session's title */
  title?: string
  /**
   * CSS file that is put over the page's own style: 256 kB at most. Everything in it becomes public.
   *
   * @default the configuration's `style`
   */
  style?: string
  /**
   * Prompts by their numbers, for a compact `embed.html` beside it: `3`, `3-5`, `3-`, `-5`.
   *
   * @default no such file
   */
  embed?: string
  /** Whether cards that chats and sites make of a link may show the title. @default the configuration's `linkPreview`, else true */
  linkPreview?: boolean
  /** Kinds of content that stay at home. What the configuration keeps at home stays there too. @default none */
  exclude?: readonly Excludable[]
  /** Lines of each tool's output that go out. @default all */
  toolOutputLines?: number
  /** First turn that goes out. @default 1 */
  fromTurn?: number
  /** Last turn that goes out. @default the last */
  toTurn?: number
  /** Turns that stay at home. @default none */
  dropTurns?: readonly number[]
  /** Blocks that stay at home, as links name them: `t12-4`; `t12-0` is the prompt. @default none */
  dropBlocks?: readonly string[]
  /** Whether pieces of the page are kept for the next time, and those of the last time used. They hold redacted text only. @default true */
  cache?: boolean
  /** Threads at most that make the pages. It changes nothing of them. @default as many as there are cores, up to 8; of more than 8 million characters 2, of more than 32 million 1 */
  jobs?: number
  /** Told once what making the pages took, in numbers that do not depend on the machine. @default nobody is told */
  onWork?: (work: Work) => void
}

/** Where the ledger is. */
export interface LedgerOptions extends CommonOptions {
  /**
   * Folder of the ledger, or `s3://bucket/prefix` with `?endpoint=…&region=…&pathStyle=true`.
   *
   * @default `$XDG_STATE_HOME/sessionpress`
   */
  state?: string
}

export type ShareState = 'publishing' | 'live' | 'removing' | 'removed' | 'expired' | 'none'

/** One share as `share`, `unshare`, `status` and `list` tell of it. Absent is `null`. */
export interface ShareStatus {
  /** `null` when nothing is shared. */
  shareID: string | null
  shareURL: string | null
  sessionID: string | null
  title: string | null
  /** Name of the target as configured, or the folder. */
  target: string | null
  state: ShareState
  /** ISO 8601, UTC. */
  createdAt: string | null
  updatedAt: string | null
  expiresAt: string | null
  findings: Finding[]
  /** What opens it, where it is encrypted: the link alone, or the link and a passphrase. */
  encryption?: 'link' | 'passphrase'
  /** Its page says no more than that a person has to decide first. */
  held?: true
  /** Whether its address serves it. Only with `check`; `null` when that could not be asked. */
  online?: boolean | null
  /** What is not as recorded, in a sentence: another version, who still serves it. Only with `check`. */
  check?: string | null
}

export interface ExportResult {
  /** Absolute path of the page, the archive, or the folder. */
  path: string
  /** Files written, relative to the folder. */
  files: string[]
  bytes: number
  findings: Finding[]
}
