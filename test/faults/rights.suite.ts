import path from 'node:path'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {checkConverges, checkFailure, checkPlace} from './check.js'
import {folderPlace, type Lab, publicFolder, shareCall, unshareCall, withLab} from './lab.js'
import {noMounts, withReadOnly} from './mounts.js'
import {row} from './row.js'
import {versionsAt} from './versions.js'
import {noDropping, withoutPrivilege} from './wrappers.js'

const target = 'directory'

const versions = versionsAt(() => folderPlace)

row({row: 10, target, sort: 'no rights', unless: noDropping}, async (attempt) => {
  for (const before of [undefined, 'old'] as const) {
    for (const call of before ? [shareCall('new'), unshareCall] : [shareCall('new')]) {
      await attempt(`${call[0]}, ${before ?? 'nothing'} before`, () =>
        withLab(folderPlace, async (lab) => {
          await fs.ensureDir(publicFolder(lab.machine))
          if (before) await lab.share(before)
          await ownedByAnother(publicFolder(lab.machine))
          checkFailure(await lab.run(call, withoutPrivilege), 4)
          await checkRefused(lab, before)
        }),
      )
    }
  }
})

row({row: 10, target, sort: 'read-only', unless: noMounts}, async (attempt) => {
  for (const call of [shareCall('new'), unshareCall]) {
    await attempt(String(call[0]), () =>
      withLab(folderPlace, async (lab) => {
        await lab.share('old')
        await withReadOnly(publicFolder(lab.machine), async () => {
          checkFailure(await lab.run(call), 4)
          await checkPlace(lab, versions)
        })
        await checkRefused(lab, 'old')
      }),
    )
  }
})

row({row: 10, target: 'ledger', unless: noDropping ?? noMounts}, async (attempt) => {
  for (const call of [shareCall('new'), unshareCall]) {
    await attempt(`no rights, ${call[0]}`, () =>
      withLab(folderPlace, async (lab) => {
        await lab.share('old')
        await ownedByAnother(lab.machine.state)
        checkFailure(await lab.run(call, withoutPrivilege), 1)
        await checkRefused(lab, 'old')
      }),
    )
    await attempt(`read-only, ${call[0]}`, () =>
      withLab(folderPlace, async (lab) => {
        await lab.share('old')
        await withReadOnly(lab.machine.state, async () => checkFailure(await lab.run(call), 1))
        await checkRefused(lab, 'old')
      }),
    )
  }
})

/** What was there is still there, and with the rights back it goes on. */
async function checkRefused(lab: Lab, before: 'old' | undefined): Promise<void> {
  for (const folder of [publicFolder(lab.machine), lab.machine.state]) await fs.chown(folder, 0, 0)
  expect(await checkPlace(lab, versions)).toHaveLength(before ? 1 : 0)
  if (before) expect(await lab.filesOf(String((await lab.place.names())[0]))).toEqual(versions.old)
  await checkConverges(lab, versions)
}

/** Give a folder, and all in it, to somebody who lets others only look. */
async function ownedByAnother(folder: string): Promise<void> {
  for (const entry of await fs.readdir(folder, {withFileTypes: true})) {
    if (entry.isDirectory()) await ownedByAnother(path.join(folder, entry.name))
  }
  await fs.chown(folder, 65_534, 65_534)
  await fs.chmod(folder, 0o755)
}
