import {existsSync, readdirSync, renameSync, symlinkSync} from 'node:fs'
import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {describe, expect, it} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {directory} from '../../src/targets/directory.js'
import type {Target} from '../../src/targets/types.js'
import {versionOf} from './bundles.js'
import {folderTexts} from './folder-texts.js'

const old = versionOf('one', {'a/b.txt': 'old', 'a/old.txt': 'old', 'style-old.css': 'old'})
const next = versionOf('two', {'a/b.txt': 'new', 'a/new.txt': 'new', 'style-new.css': 'new'})

type Act = (target: Target, id: string) => Promise<unknown>
const acts: Record<string, Act> = {
  'a first publish': (target, id) => target.publish(next, `${id.slice(0, -1)}z`),
  'an update': (target, id) => target.publish(next, id, target.plan(old, id)),
  'a removal': (target, id) => target.remove([target.plan(old, id)]),
}
const places: Record<string, (root: string, id: string) => string | undefined> = {
  'the share': (root, id) => path.join(root, id),
  'a folder of it': (root, id) => path.join(root, id, 'a'),
  'what is staged': (root) => stagedIn(root),
  'a folder of what is staged': (root) => {
    const staged = stagedIn(root)
    return staged && path.join(staged, 'a')
  },
}

// Elsewhere Node has no call that takes an open folder.
describe.runIf(process.platform === 'linux')('a symlink that is put in the way meanwhile', () => {
  for (const [doing, act] of Object.entries(acts)) {
    for (const [what, placeOf] of Object.entries(places)) {
      it(`leads ${doing} nowhere, in the place of ${what}`, async () => {
        let swaps = 0
        for (let moment = 1; moment <= (await swapAt(moment, act, placeOf)).steps; moment++) swaps++
        expect(swaps).toBeGreaterThan(2)
      })
    }
  }
})

/** Run something, and put a symlink to somebody else's folder in a place as step number `moment` begins. */
async function swapAt(
  moment: number,
  act: Act,
  placeOf: (root: string, id: string) => string | undefined,
): Promise<{steps: number}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-target-'))
  try {
    const [root, outside] = [path.join(folder, 'root'), path.join(folder, 'outside')]
    const id = createShareID()
    await directory({path: root}).publish(old, id)
    await mkdir(outside)
    for (const file of ['b.txt', 'new.txt', 'old.txt', ...old.keys(), ...next.keys()]) {
      await mkdir(path.dirname(path.join(outside, file)), {recursive: true})
      await writeFile(path.join(outside, file), 'of somebody else')
    }
    const before = await folderTexts(outside)

    let steps = 0
    const target = directory({
      path: root,
      onStep() {
        steps++
        const place = steps === moment ? placeOf(root, id) : undefined
        if (place === undefined || !existsSync(place)) return
        renameSync(place, path.join(folder, 'aside'))
        symlinkSync(place.endsWith('a') ? path.join(outside, 'a') : outside, place)
      },
    })
    await act(target, id).catch(() => {})
    expect(await folderTexts(outside), `at step ${moment}`).toEqual(before)
    const texts = Object.values(await folderTexts(root))
    expect(texts, `published at step ${moment}`).not.toContain('of somebody else')
    return {steps}
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

function stagedIn(root: string): string | undefined {
  const name = readdirSync(root).find((entry) => entry.includes('.partial-'))
  return name && path.join(root, name)
}
