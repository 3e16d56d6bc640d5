/**
 * One file of a bundle. Its bytes are read when needed, from memory or a
 * temporary file, and are the same each time.
 */
export interface Content {
  /** Bytes. */
  size: number
  /** SHA-256 of the bytes, lower-case hexadecimal. */
  sha256: string
  read(): AsyncIterable<Uint8Array>
}

/**
 * What gets published: a path inside the bundle's own folder (`/` between
 * names, never leading) to its content. The order is the order of publishing,
 * with `index.html` last.
 */
export type Bundle = ReadonlyMap<string, Content>

/** Marker file of every bundle. It holds the format's version and nothing else. */
export const markerFile = '.sessionpress'

/** How every page names its maker in its head, so that a page of ours can be told from others. */
export const generator = 'sessionpress'

/** Version of the bundle's layout. */
export const bundleFormat = 1
