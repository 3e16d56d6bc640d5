import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import {sniff} from '../render/media/sniff.js'
import {
  createTemporaryFolder,
  explainTemporaryError,
  type TemporaryFolder,
} from '../system/temporary-folder.js'
import type {AttachedFile} from './attached-files.js'

/** A picture of the session, to be looked at. */
export interface Picture {
  /**
   * Write it to a file that only this person can read, and that goes when the review ends.
   *
   * @returns Path of the file.
   * @throws SessionpressError `TEMPORARY_UNWRITABLE`
   */
  save(): Promise<string>
}

/** Pictures that lie in a temporary folder while they are looked at. */
export function createPictures() {
  let folder: TemporaryFolder | undefined
  let count = 0
  return {
    /** The picture that a file is; `undefined` for what no browser draws. */
    of({data}: AttachedFile): Picture | undefined {
      const bytes = Buffer.from(data, 'base64')
      const kind = sniff(bytes)
      return kind && {save: () => save(bytes, kind.extension)}
    },
    end: async () => await folder?.remove(),
  }

  async function save(bytes: Uint8Array, extension: string): Promise<string> {
    folder ??= createTemporaryFolder('sessionpress')
    count += 1
    const file = path.join(folder.path, `${count}.${extension}`)
    try {
      await writeFile(file, bytes, {mode: 0o600})
    } catch (error) {
      throw explainTemporaryError(error)
    }
    return file
  }
}
