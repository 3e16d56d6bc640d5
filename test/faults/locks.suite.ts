import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {openLedger} from '../../src/ledger/ledger.js'
import {sessionID} from '../commands/kill-machine.js'
import {checkConverges, checkFailure, checkPlace, checkShared, complete} from './check.js'
import {killAtRandom} from './kill-at-random.js'
import {folderPlace, type Lab, shareCall, unshareCall, withLab} from './lab.js'
import {row} from './row.js'
import {versionsAt} from './versions.js'

const target = 'directory'

const versions = versionsAt(() => folderPlace)

/** What happened to the process that a lock names. */
const stale: [string, (holder: Record<string, unknown>) => Record<string, unknown>][] = [
  ['its holder was killed', (holder) => holder],
  ['its pid was given to another', (holder) => ({...holder, pid: process.pid})],
  ['the machine was started again', (holder) => ({...holder, pid: process.pid, boot: 'another'})],
]

row({row: 27, target, sort: 'stale'}, async (attempt) => {
  for (const [name, change] of stale) {
    await attempt(name, () =>
      withLab(folderPlace, async (lab) => {
        await killAtRandom(lab, shareCall('new'), {after: 0})
        expect(await changeLocks(lab, change)).toBeGreaterThan(0)
        await checkPlace(lab, versions)
        await complete(lab, shareCall('new'))
        await checkShared(lab, versions.new)
        expect(await lockFiles(lab)).toEqual([])
        await checkConverges(lab, versions)
      }),
    )
  }
})

row({row: 27, target, sort: 'held'}, async (attempt) => {
  await attempt('a process that runs keeps others away', () =>
    withLab(folderPlace, async (lab) => {
      await lab.share('old')
      const release = await openLedger(lab.machine.state).lock(sessionID)
      const ends = await Promise.all([lab.run(shareCall('new')), lab.run(unshareCall)])
      for (const ended of ends) checkFailure(ended, 8)
      await checkShared(lab, versions.old)
      await release()
      await checkConverges(lab, versions)
    }),
  )
})

async function lockFiles({machine}: Lab): Promise<string[]> {
  const folder = path.join(machine.state, 'locks')
  return (await fs.readdir(folder)).map((name) => path.join(folder, name))
}

/** @returns How many there were. */
async function changeLocks(lab: Lab, change: (typeof stale)[0][1]): Promise<number> {
  const locks = (await lockFiles(lab)).filter((file) => file.endsWith('.lock'))
  for (const file of locks) await fs.writeJson(file, change(await fs.readJson(file)))
  return locks.length
}
