import {readdir, realpath} from 'node:fs/promises'
import {SessionpressError} from '../../errors.js'
import {markerFile} from '../../session/bundle.js'
import {isMissing} from '../../system/error-code.js'
import {isShareName} from '../names.js'
import {look} from '../safe-path.js'

/** Names of the shares below a folder that carry our marker, sorted; none where it is not there. */
export async function listShares(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  const root = names.length > 0 ? await realpath(folder) : folder
  const shares: string[] = []
  for (const name of names.filter(isShareName).sort()) {
    if ((await kindOf(root, name)) === 'file') shares.push(name)
  }
  return shares
}

/** What is a symlink, or holds one where the marker should be, is none of ours. */
async function kindOf(root: string, name: string): Promise<string> {
  try {
    return await look(root, `${name}/${markerFile}`)
  } catch (error) {
    if (error instanceof SessionpressError) return 'other'
    throw error
  }
}
