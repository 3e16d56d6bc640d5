import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {isVisible} from './check.js'
import {killAtRandom, spread} from './kill-at-random.js'
import {killRows} from './kill-rows.js'
import {folderPlace, type Lab, learnVersions, publicFolder, withLab} from './lab.js'
import {faultRuns, tryOften} from './row.js'

killRows({target: 'directory', makePlace: folderPlace, publishRow: 1})

/** Few moments may all miss the one in which a copy is half. */
const controlRuns = Math.max(faultRuns, 20)

it.each(['share', 'unshare'])(
  'the control, which does without care, is seen to: %s',
  async (verb) => {
    const versions = await learnVersions(folderPlace)
    const phase = await withLab(folderPlace, async (lab) => {
      const {id, phase} = await doWithoutCare(lab, verb)
      expect(await isVisible(lab, id, versions), 'nothing is found without a kill').toBe(
        verb === 'share',
      )
      return phase
    })
    let torn = 0
    await tryOften(spread(phase, controlRuns), (after) =>
      withLab(folderPlace, async (lab) => {
        const {id} = await doWithoutCare(lab, verb, after)
        await isVisible(lab, id, versions).catch(() => (torn += 1))
      }),
    )
    console.info(`control, ${verb}: ${torn} of ${controlRuns} runs left half a page`)
    expect(torn).toBeGreaterThan(0)
  },
)

/** Copy a share to its place, file by file, or remove it so, perhaps killed after a while. */
async function doWithoutCare(lab: Lab, verb: string, after?: number) {
  const {shareID} = await lab.share('old')
  const to = path.join(publicFolder(lab.machine), String(shareID))
  const from = path.join(lab.machine.root, 'copy')
  if (verb === 'share') await fs.move(to, from)
  const call = verb === 'share' ? [verb, from, to] : [verb, to]
  const script = path.join(import.meta.dirname, 'in-place.mjs')
  const killed = await killAtRandom(lab, call, {script, ...(after !== undefined && {after})})
  return {...killed, id: String(shareID)}
}
