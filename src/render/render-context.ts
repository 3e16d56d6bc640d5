import type {Finding} from '../session/finding.js'
import type {Pieces} from './pieces/pieces.js'

/** Everything that a page needs beside the session. `render/` reaches for nothing else. */
export interface RenderContext {
  /** CSS of the page, put into its head. */
  style: string
  /** CSS for the colours 16 to 255 of terminals, on pages that show some. */
  palette: string
  /** CSS of a person or a project, put over all other. It must not hold `</style`. @default none */
  houseStyle?: string
  /** Script of the page, which only adds comfort. @default none */
  script?: string
  /** Makes messages, changes and files. */
  pieces: Pieces
  /** Share id, shown in "About this page". */
  shareID: string
  /** Set for `export`: the id is made of the content and names no share. */
  isLocal: boolean
  /** Version of sessionpress. */
  version: string
  findings: readonly Finding[]
  /** Whether cards that chats and sites make of a link may show the title. @default true */
  hasCard?: boolean
  /** Set when `session.md` lies beside the page. */
  hasMarkdown: boolean
  /** Set when `session.json` lies beside the page. */
  hasJson: boolean
  /** What `opencode import` takes for this session: an address, or `session.json`. @default nothing */
  importFrom?: string
  /** What `session.json` leaves out, since its agent's import would refuse it. @default nothing */
  leftOfJson?: {messages: number; parts: number}
  /**
   * Put a file into the bundle; the answer is its path relative to the page,
   * such as `media-<hash>.txt`; `stem` is what it is called before the hash. The same content gives the same path.
   */
  keep(content: string | Uint8Array, extension: KeptExtension, stem?: KeptStem): string
  /** The same for a file in pieces, which nothing holds the whole of. */
  keepPieces(pieces: Iterable<string>, extension: KeptExtension, stem?: KeptStem): Promise<string>
  /** Begin to hold the body of a page until all pages are known. */
  hold(): Holder
  /** SHA-256 of the UTF-8 bytes of a text, as Base64. The page's own policy names its style by it. */
  sha256Base64(text: string): string
  /** Told before each turn of the session itself, with the number of those that are done. @default nobody is told */
  onTurn?(done: number): void | Promise<void>
  /** Sizes that decide what stays on the page. @default renderLimits */
  limits?: Partial<RenderLimits>
}

/** Text that waits, in memory or in a temporary file. */
export interface Holder {
  write(text: string): void
  /** No more comes. */
  seal(): Held
}

/** Text that was held. */
export interface Held {
  /** SHA-256 of its UTF-8 bytes, lower-case hexadecimal. */
  sha256: string
  read(): AsyncIterable<string>
}

/** Kinds of files that a page may put beside itself. */
export type KeptExtension = 'png' | 'jpg' | 'gif' | 'webp' | 'avif' | 'pdf' | 'txt' | 'js' | 'css'

/** What kept files are called: what belongs to the session, or to its pages. */
export type KeptStem = 'media' | 'search' | 'viewer' | 'style'

/** Limits are counts, never times, so that the same session gives the same bytes. */
export interface RenderLimits {
  /** Characters of one text that the page shows whole. Longer ones: head, tail and a file. */
  text: number
  /** Lines of one diff that the page shows whole. */
  diffLines: number
  /** Bytes of one picture that the page carries in itself. */
  image: number
  /** Elements of one page; a heavier session becomes several. */
  pageElements: number
  /** Characters of one page's body. */
  pageCharacters: number
  /** Levels of subagents inside subagents. Deeper ones follow after the turns. */
  depth: number
}

/** What holds where the context says nothing. */
export const renderLimits: RenderLimits = {
  text: 2 * 1024 * 1024,
  diffLines: 1500,
  image: 256 * 1024,
  pageElements: 12_000,
  pageCharacters: 560_000,
  depth: 8,
}
