import {rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import type {Picture} from '../../index.js'
import {createTemporaryFolder, type TemporaryFolder} from '../../system/temporary-folder.js'
import {openInBrowser} from '../programs.js'

/** Shows a picture in the browser. */
export type Show = (picture: Picture) => Promise<boolean>

/** Pictures that lie in a folder of this person's while they are looked at. */
export function createPictureShow(): {show: Show; end(): Promise<void>} {
  let folder: TemporaryFolder | undefined
  let count = 0
  return {
    async show({bytes, extension}) {
      folder ??= createTemporaryFolder('sessionpress')
      count += 1
      const file = path.join(folder.path, `${count}.${extension}`)
      await writeFile(file, bytes, {mode: 0o600})
      const isShown = await openInBrowser(pathToFileURL(file).href)
      if (!isShown) await rm(file, {force: true})
      return isShown
    },
    end: async () => await folder?.remove(),
  }
}
