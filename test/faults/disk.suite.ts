import {statfs} from 'node:fs/promises'
import path from 'node:path'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {folderTexts} from '../targets/folder-texts.js'
import {attachMany} from './attach-many.js'
import {
  checkConverges,
  checkFailure,
  checkGone,
  checkPlace,
  checkShared,
  complete,
} from './check.js'
import {folderPlace, publicFolder, shareCall, unshareCall, withLab} from './lab.js'
import {noMounts, withDisk} from './mounts.js'
import {row, tryOften} from './row.js'
import {versionsAt} from './versions.js'
import {limited, noLimits} from './wrappers.js'

const target = 'directory'

const versions = versionsAt(() => folderPlace)

row({row: 5, target, sort: 'first shares', unless: noMounts}, async (attempt) => {
  await tryOften([4096, 16_384, 65_536, 98_304], (bytes) =>
    attempt(`${bytes} bytes`, () =>
      withLab(folderPlace, async (lab) => {
        await withDisk(publicFolder(lab.machine), bytes, async () => {
          checkFailure(await lab.run(shareCall('new')), 5)
          expect(await lab.place.names(), 'nothing is left').toEqual([])
          expect(await lab.records()).toEqual([])
        })
        await checkConverges(lab, versions)
      }),
    ),
  )
})

row({row: 5, target, sort: 'updates', unless: noMounts}, async (attempt) => {
  // The old version fits, and what changes of it does not fit beside it.
  await tryOften([110_592, 131_072, 147_456, 163_840], (bytes) =>
    attempt(`${bytes} bytes`, () =>
      withLab(folderPlace, (lab) =>
        withDisk(publicFolder(lab.machine), bytes, async () => {
          const {shareID} = await lab.share('old')
          const before = await folderTexts(publicFolder(lab.machine))
          checkFailure(await lab.run(shareCall('new')), 5)
          expect(await folderTexts(publicFolder(lab.machine))).toEqual(before)
          await checkShared(lab, versions.old, String(shareID))
          await complete(lab, unshareCall)
          await checkGone(lab)
        }),
      ),
    ),
  )
})

row({row: 6, target, unless: noMounts}, async (attempt) => {
  const free = [0, 4096, 8192, 12_288, 16_384, 20_480, 24_576]
  const tasks = free.flatMap((bytes) =>
    [shareCall('new'), unshareCall].map((call) => ({bytes, call})),
  )
  await tryOften(tasks, ({bytes, call}) =>
    attempt(`${call[0]}, ${bytes} bytes free`, () =>
      withLab(folderPlace, (lab) =>
        withDisk(lab.machine.state, 2 ** 20, async () => {
          if (call === unshareCall) await lab.share('old')
          const release = await fill(lab.machine.state, bytes)
          const before = await lab.place.names()
          const ended = await lab.run(call)
          if (ended.status === 0) {
            // Where only the log has no room, that is told.
            expect(ended.stderr).toMatch(/^(warning: The audit log .*\n)?$/)
          } else {
            checkFailure(ended, 1)
            // Intent first: what cannot be written down is not begun.
            const isBegun = (await lab.records()).some(({state}) => state !== 'live')
            if (!isBegun) expect(await lab.place.names()).toEqual(before)
          }
          await checkPlace(lab, versions)
          await release()
          await checkConverges(lab, versions)
        }),
      ),
    ),
  )
})

row({row: 7, target, unless: noLimits}, async (attempt) => {
  const limits = [0, 13, 512, 1024, 2048, 4096, 32_768, 65_536]
  const tasks = limits.flatMap((bytes) =>
    [undefined, 'old' as const].map((before) => ({bytes, before})),
  )
  await tryOften(tasks, ({bytes, before}) =>
    attempt(`${bytes} bytes, ${before ?? 'nothing'} before`, () =>
      withLab(folderPlace, async (lab) => {
        if (before) await lab.share(before)
        const ended = await lab.run(shareCall('new'), limited('fsize', bytes))
        checkFailure(ended, 1, 5, 6, 7)
        const visible = await checkPlace(lab, versions)
        expect(visible).toHaveLength(before ? 1 : 0)
        await checkConverges(lab, versions)
      }),
    ),
  )
})

row({row: 9, target: 'other disk', unless: noMounts}, async (attempt) => {
  await attempt('the target, the ledger and temporary files on three disks', () =>
    withLab(folderPlace, (lab) =>
      withDisk(publicFolder(lab.machine), 2 ** 20, () =>
        withDisk(lab.machine.state, 2 ** 20, async () => {
          await complete(lab, shareCall('old'))
          await complete(lab, shareCall('new'))
          await checkShared(lab, versions.new)
          await complete(lab, unshareCall)
          await checkGone(lab)
        }),
      ),
    ),
  )
})

row({row: 11, target, unless: noLimits}, async (attempt) => {
  await tryOften([21, 22, 23, 24, 26, 32, 48, 64], (handles) =>
    attempt(`${handles} handles`, () =>
      withLab(folderPlace, async (lab) => {
        await attachMany(path.join(lab.machine.root, 'many.json'), 500)
        const call = ['share', '../many.json', '--to', 'there', '--yes']
        const ended = await lab.run(call, limited('nofile', handles))
        const names = await lab.place.names()
        if (ended.status !== 0) {
          // Node itself may not get as far as our first line.
          if (!/^node:internal/.test(ended.stderr)) checkFailure(ended, 1, 3, 5, 6)
          expect(names, 'nothing is left').toEqual([])
          expect(handles, 'it works with few').toBeLessThan(64)
          return
        }
        const files = await lab.place.read(String(names[0]))
        expect(files.size).toBeGreaterThan(500)
      }),
    ),
  )
})

/** Fill a disk but for some bytes. */
async function fill(folder: string, free: number): Promise<() => Promise<void>> {
  const file = path.join(folder, 'filler')
  const {bavail, bsize} = await statfs(folder)
  await fs.writeFile(file, Buffer.alloc(Math.max(0, bavail * bsize - free)))
  return () => fs.remove(file)
}
