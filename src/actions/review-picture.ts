import {sniff} from '../render/media/sniff.js'
import type {AttachedFile} from './attached-files.js'

/** A picture of the session, to be looked at. */
export interface Picture {
  bytes: Uint8Array
  /** By its bytes, whatever its type says: `png`. */
  extension: string
}

/** The picture that a file is; `undefined` for what no browser draws. */
export function pictureOf({data}: AttachedFile): Picture | undefined {
  const bytes = Buffer.from(data, 'base64')
  const kind = sniff(bytes)
  return kind && {bytes, extension: kind.extension}
}
