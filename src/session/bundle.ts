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
 * with `index.html` last. Only what `rootFilesOf` names may lie elsewhere.
 */
export type Bundle = ReadonlyMap<string, Content>

/**
 * The two files that a share may have at the root of its host, where `opencode import` and who follows its address
 * look for them (reference 3.4, 4.3). Bundles and receipts name them from that root, with a leading `/`.
 */
export function rootFilesOf(shareID: string): {data: string; page: string} {
  return {data: `/api/share/${shareID}/data`, page: `/share/${shareID}/index.html`}
}

/** Marker file of every bundle. It holds the format's version and nothing else. */
export const markerFile = '.sessionpress'

/** How every page names its maker in its head, so that a page of ours can be told from others. */
export const generator = 'sessionpress'

/** Version of the bundle's layout. */
export const bundleFormat = 1
