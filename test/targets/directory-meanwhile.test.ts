import {existsSync, lstatSync, readdirSync, renameSync, symlinkSync} from 'node:fs'
import {mkdtemp} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {SessionpressError} from '../../src/errors.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {directory} from '../../src/targets/directory.js'
import type {Target} from '../../src/targets/types.js'
import {versionOf} from './bundles.js'
import {folderTexts} from './folder-texts.js'

const old = versionOf('one', {'a/b.txt': 'old', 'a/old.txt': 'old', 'style-old.css': 'old'})
const next = versionOf('two', {'a/b.txt': 'new', 'a/new.txt': 'new', 'style-new.css': 'new'})

/** One lies there, the other does not yet. */
interface Shares {
  there: string
  absent: string
}

const acts: Record<string, (target: Target, shares: Shares) => Promise<unknown>> = {
  'a first publish': (target, {absent}) => target.publish(next, absent),
  'an update': (target, {there}) => target.publish(next, there, target.plan(old, there)),
  'a removal': (target, {there}) => target.remove([target.plan(old, there)]),
}

type PlaceOf = (root: string, shares: Shares) => string | undefined
const staged: Record<string, PlaceOf> = {
  'what is staged': stagedIn,
  'a folder of what is staged': (root) => below(stagedIn(root), 'a'),
}
const shared: Record<string, PlaceOf> = {
  'the share': (root, {there}) => path.join(root, there),
  'a folder of it': (root, {there}) => path.join(root, there, 'a'),
}
const itself: Record<string, PlaceOf> = {'the root': (root) => root}
const stale: Record<string, PlaceOf> = {'what a killed run left': stagedIn}

const rows: [act: string, places: Record<string, PlaceOf>][] = [
  ['a first publish', {...staged, ...itself}],
  ['an update', {...staged, ...shared, ...itself, ...stale}],
  ['a removal', {...shared, ...itself, ...stale}],
]

// Elsewhere Node has no call that takes an open folder.
describe.runIf(process.platform === 'linux')('a symlink that is put in the way meanwhile', () => {
  for (const [act, places] of rows) {
    for (const [place, placeOf] of Object.entries(places)) {
      for (const isFull of [true, false]) {
        const where = isFull ? 'a folder with the same names' : 'one with others'
        it(`leads ${act} nowhere, in the place of ${place}, to ${where}`, async () => {
          const isStale = placeOf === stale[place]
          let swaps = 0
          let last = false
          for (let moment = 1; !last; moment++) {
            const {isSwapped, steps} = await swapAt({moment, act, placeOf, isFull, isStale})
            if (isSwapped) swaps++
            last = moment >= steps
          }
          expect(swaps).toBeGreaterThan(0)
        })
      }
    }
  }
})

interface SwapOptions {
  moment: number
  act: string
  placeOf: PlaceOf
  /** Whether the folder that the symlink leads to has files of the same names. */
  isFull: boolean
  /** Whether a killed run left something to clear. */
  isStale: boolean
}

/** Run something, and put a symlink to somebody else's folder in a place as step number `moment` begins. */
async function swapAt({moment, act, placeOf, isFull, isStale}: SwapOptions) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-target-'))
  try {
    const [root, outside] = [path.join(folder, 'root'), path.join(folder, 'outside')]
    const shares = {there: createShareID(), absent: createShareID()}
    await directory({path: root}).publish(old, shares.there)
    const name = `.${shares.there}.partial-${'0'.repeat(32)}`
    if (isStale) await fs.outputFile(path.join(root, name, 'index.html'), 'half')
    const names = ['b.txt', 'new.txt', 'old.txt', ...old.keys(), ...next.keys()]
    for (const file of isFull ? names : ['theirs.txt']) {
      for (const of of ['', ...Object.values(shares), name]) {
        await fs.outputFile(path.join(outside, of, file), 'of somebody else')
      }
    }
    const before = await folderTexts(outside)

    let steps = 0
    let isSwapped = false
    const target = directory({
      path: root,
      onStep(step) {
        // Until then the root is whatever its path leads to.
        if (step === `make ${root}`) return
        steps++
        const place = steps === moment ? placeOf(root, shares) : undefined
        if (place === undefined || !existsSync(place)) return
        renameSync(place, path.join(folder, 'aside'))
        symlinkSync(outside, place)
        isSwapped = true
      },
    })
    const refusal = await acts[act]?.(target, shares).then(
      () => undefined,
      (error: unknown) => error,
    )
    if (refusal) expect(refusal, `at step ${moment}`).toBeInstanceOf(SessionpressError)
    expect(await folderTexts(outside), `at step ${moment}`).toEqual(before)
    if (act === 'a first publish' && !refusal) {
      const places = [root, path.join(folder, 'aside')].map((at) => path.join(at, shares.absent))
      const found = places.filter((place) => existsSync(place))
      // What lies there is a folder, and no symlink.
      expect(new Set(found.map((place) => lstatSync(place).isDirectory()))).toEqual(new Set([true]))
    }
    return {isSwapped, steps}
  } finally {
    await fs.remove(folder)
  }
}

function stagedIn(root: string): string | undefined {
  const name = readdirSync(root).find((entry) => entry.includes('.partial-'))
  return name && path.join(root, name)
}

function below(folder: string | undefined, name: string): string | undefined {
  return folder && path.join(folder, name)
}
