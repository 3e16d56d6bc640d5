import path from 'node:path'
import {isSame, readFacts} from '../disk-file.js'
import {look} from '../safe-path.js'
import type {Presence, Receipt} from '../types.js'
import type {Place} from './staging.js'

/** Compare what lies in a share's folder with its receipt. No place means no root. */
export async function inspectShare(place: Place | undefined, receipt: Receipt): Promise<Presence> {
  const present: string[] = []
  const wrong: string[] = []
  for (const file of receipt.files) {
    const below = `${receipt.path}/${file.path}`
    const kind = place ? await look(place.root, below) : 'absent'
    if (kind !== 'absent') present.push(file.path)
    const isRight =
      place && kind === 'file' && isSame(await readFacts(path.join(place.root, below)), file)
    if (!isRight) wrong.push(file.path)
  }
  return {isComplete: wrong.length === 0, isGone: present.length === 0, present, wrong}
}
