import {spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {folderTexts} from '../targets/folder-texts.js'
import {checkFailure, checkGone, checkShared, complete} from './check.js'
import {folderPlace, type Lab, publicFolder, shareCall, unshareCall, withLab} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {versionsAt} from './versions.js'

const target = 'directory'
const calls = [shareCall('new'), unshareCall]

const versions = versionsAt(() => folderPlace)

row({row: 12, target, sort: 'the root is one'}, (attempt) =>
  attempt('a root that leads elsewhere', () =>
    withLab(folderPlace, async (lab) => {
      const elsewhere = path.join(lab.machine.root, 'elsewhere')
      await fs.ensureDir(elsewhere)
      await fs.symlink(elsewhere, publicFolder(lab.machine))
      await complete(lab, shareCall('new'))
      await checkShared(lab, versions.new)
      expect(await fs.readdir(elsewhere)).toHaveLength(1)
      await complete(lab, unshareCall)
      await checkGone(lab)
    }),
  ),
)

row({row: 12, target, sort: 'in the place of a share'}, async (attempt) => {
  for (const call of calls) {
    await attempt(String(call[0]), () =>
      withVictim(async (lab, share, victim) => {
        await fs.move(share, `${share}.aside`)
        await fs.symlink(victim, share)
        checkFailure(await lab.run(call), 1, 6)
        await fs.remove(share)
        await fs.move(`${share}.aside`, share)
        await lab.unshareAll()
        await checkGone(lab)
      }),
    )
  }
})

row({row: 12, target, sort: 'in the place of a file'}, async (attempt) => {
  for (const call of calls) {
    await attempt(String(call[0]), () =>
      withVictim(async (lab, share, victim) => {
        await fs.remove(path.join(share, 'index.html'))
        await fs.symlink(path.join(victim, 'index.html'), path.join(share, 'index.html'))
        const ended = await lab.run(call)
        if (call === unshareCall) expect(ended).toMatchObject({status: 0})
        else checkFailure(ended, 1, 6)
        await lab.unshareAll()
        await checkGone(lab)
      }),
    )
  }
})

row({row: 12, target, sort: 'put there meanwhile'}, async (attempt) => {
  const tasks = Array.from({length: Math.ceil(faultRuns / 2)}, (_, index) => calls[index % 2] ?? [])
  await tryOften(tasks, (call) =>
    attempt(String(call[0]), () =>
      withVictim(async (lab, share, victim) => {
        const stop = await startSwapping(share, victim)
        const ended = await lab.run(call).finally(stop)
        if (ended.status !== 0) checkFailure(ended, 1, 5, 6, 7)
      }),
    ),
  )
})

/** A machine with a share, and a folder of somebody else's with the same names, which nobody may touch. */
async function withVictim(
  act: (lab: Lab, share: string, victim: string) => Promise<void>,
): Promise<void> {
  await withLab(folderPlace, async (lab) => {
    const {shareID} = await lab.share('old')
    const share = path.join(publicFolder(lab.machine), String(shareID))
    const victim = path.join(lab.machine.root, 'victim')
    for (const name of await fs.readdir(share)) {
      await fs.outputFile(path.join(victim, name), 'of somebody else')
    }
    const before = await folderTexts(victim)
    await act(lab, share, victim)
    expect(await folderTexts(victim), 'nothing outside is touched').toEqual(before)
  })
}

/** @returns What stops it. */
async function startSwapping(folder: string, leadsTo: string): Promise<() => Promise<void>> {
  const script = path.join(import.meta.dirname, 'swap.mjs')
  const child = spawn(process.execPath, [script, folder, leadsTo], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return async () => {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
}
