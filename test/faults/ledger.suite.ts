import path from 'node:path'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {list} from '../../src/index.js'
import {checkFailure} from './check.js'
import {folderPlace, type Lab, shareCall, withLab} from './lab.js'
import {row} from './row.js'

const target = 'directory'
const otherSession = path.resolve(import.meta.dirname, '../../fixtures/sessions/feature/input.json')
const otherCall = ['share', otherSession, '--to', 'there', '--yes']

row({row: 28, target, sort: 'torn at every byte'}, (attempt) =>
  withTwoShares(async (lab, torn, whole) => {
    const bytes = await fs.readFile(torn.file)
    for (let length = 0; length < bytes.length - 1; length++) {
      await attempt(`${length} bytes of it`, async () => {
        const left = bytes.subarray(0, length)
        await fs.writeFile(torn.file, left)
        const warnings: string[] = []
        const found = await list({
          state: lab.machine.state,
          onWarning: (warning) => warnings.push(warning),
        })
        expect(found.map(({shareID}) => shareID)).toEqual([whole.id])
        expect(warnings).toEqual([expect.stringContaining(torn.file)])
        expect(await fs.readFile(torn.file)).toEqual(left)
      })
    }
  }),
)

row({row: 28, target, sort: 'what it tells of is still reached'}, async (attempt) => {
  for (const length of [0, 1, 700]) {
    await attempt(`${length} bytes of it`, () =>
      withTwoShares(async (lab, torn, whole) => {
        await fs.truncate(torn.file, length)
        const left = await fs.readFile(torn.file)
        // Sharing goes on, says so, and leaves the damaged record to a person.
        const shared = await lab.run(shareCall('new'))
        expect(shared.stderr).toContain(torn.file)
        expect(shared.status).toBe(0)
        expect(await fs.readFile(torn.file)).toEqual(left)
        // What can be read goes; that not all could be is a failure.
        const all = await lab.run(['unshare', '--all'])
        checkFailure(all, 1)
        expect(await lab.place.names()).toEqual([torn.id])
        expect(whole.id).not.toBe(torn.id)
        checkFailure(await lab.run(['unshare', torn.id]), 1)
        const byPlace = await lab.run(['unshare', torn.id, '--to', 'there'])
        expect(byPlace, byPlace.stderr).toMatchObject({status: 0})
        expect(await lab.place.names()).toEqual([])
      }),
    )
  }
})

row({row: 28, target, sort: 'deleted'}, (attempt) =>
  attempt('the whole ledger', () =>
    withTwoShares(async (lab, one, other) => {
      await fs.remove(lab.machine.state)
      const ended = await lab.run(['unshare', one.id, other.id, '--to', 'there'])
      expect(ended, ended.stderr).toMatchObject({status: 0})
      expect(await lab.place.names()).toEqual([])
    }),
  ),
)

row({row: 28, target, sort: 'from a newer version'}, (attempt) =>
  attempt('a record of version 99', () =>
    withTwoShares(async (lab, newer, whole) => {
      await fs.writeJson(newer.file, {...(await fs.readJson(newer.file)), version: 99, more: 1})
      const before = await fs.readFile(newer.file)
      const listed = await lab.run(['list'])
      expect(listed.stderr).toContain('newer sessionpress')
      expect(listed.stdout).toContain(whole.id)
      checkFailure(await lab.run(['unshare', newer.id]), 1)
      checkFailure(await lab.run(['unshare', '--all']), 1)
      expect(await fs.readFile(newer.file)).toEqual(before)
      expect(await lab.place.names()).toEqual([newer.id])
    }),
  ),
)

interface Recorded {
  id: string
  file: string
}

/** A machine with the shares of two sessions. */
async function withTwoShares(
  act: (lab: Lab, one: Recorded, other: Recorded) => Promise<void>,
): Promise<void> {
  await withLab(folderPlace, async (lab) => {
    const first = await lab.share('old')
    const ended = await lab.run(otherCall)
    expect(ended, ended.stderr).toMatchObject({status: 0})
    const second = (await lab.records()).find(({shareID}) => shareID !== first.shareID)
    const recorded = (id: unknown): Recorded => {
      return {id: String(id), file: path.join(lab.machine.state, 'shares', `${id}.json`)}
    }
    await act(lab, recorded(first.shareID), recorded(second?.shareID))
  })
}
