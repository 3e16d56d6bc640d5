import {systemCode} from '../../system/error-code.js'
import {type FileFacts, isSame, readFacts} from '../disk-file.js'
import {look} from '../safe-path.js'
import type {Presence, Receipt} from '../types.js'
import {holdAround} from './hold-folder.js'
import type {Place} from './staging.js'

/** Compare what lies in a share's folder with its receipt. No place means no root. */
export async function inspectShare(place: Place | undefined, receipt: Receipt): Promise<Presence> {
  const present: string[] = []
  const wrong: string[] = []
  for (const file of receipt.files) {
    const below = `${receipt.path}/${file.path}`
    // A symlink is there, and is never what was published.
    const kind = place ? await look(place.root, below, {takesLink: true}) : 'absent'
    if (kind !== 'absent') present.push(file.path)
    const facts = place && kind === 'file' && (await holdAround(place.root, below, factsOf))
    const isRight = facts && isSame(facts, file)
    if (!isRight) wrong.push(file.path)
  }
  const [isReachable, isGone] = [place !== undefined, present.length === 0]
  return {isReachable, isComplete: wrong.length === 0, isGone, present, wrong}
}

/** Size and hash of a file; `undefined` for a symlink, which is not followed. */
async function factsOf(file: string): Promise<FileFacts | undefined> {
  try {
    return await readFacts(file)
  } catch (error) {
    if (systemCode(error) === 'ELOOP') return undefined
    throw error
  }
}
