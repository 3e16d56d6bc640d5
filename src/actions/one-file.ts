import {mediaTypeOf} from '../session/media-types.js'

/** A page that stands alone carries everything in itself. */
export const unlimited = {
  text: Number.POSITIVE_INFINITY,
  diffLines: Number.POSITIVE_INFINITY,
  image: Number.POSITIVE_INFINITY,
  pageElements: Number.POSITIVE_INFINITY,
  pageCharacters: Number.POSITIVE_INFINITY,
}

/** A page that stands alone carries what would lie beside it. */
export function asDataUrl(content: string | Uint8Array, extension: string): string {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content)
  return `data:${mediaTypeOf(`.${extension}`)};base64,${bytes.toString('base64')}`
}

/** The same for what comes in pieces. */
export async function wholeDataUrl(pieces: Iterable<string>, extension: string): Promise<string> {
  return asDataUrl([...pieces].join(''), extension)
}
