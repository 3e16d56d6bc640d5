import {expect} from 'vitest'
import type {Run} from '../commands/run-command.js'
import {checkConverges, checkFailure, checkGone, checkPlace, checkShared} from './check.js'
import {folderPlace, shareCall, unshareCall} from './lab.js'
import {row} from './row.js'
import {sweep} from './sweep.js'
import {versionsAt} from './versions.js'
import {noInjection, renames} from './wrappers.js'

const target = 'directory'
const makePlace = folderPlace
const firstShare = {makePlace, call: shareCall('new')}
const update = {makePlace, call: shareCall('new'), before: 'old'} as const
const removal = {makePlace, call: unshareCall, before: 'old'} as const

const versions = versionsAt(() => makePlace)

row({row: 4, target, unless: noInjection}, async (attempt) => {
  const kill = {calls: renames, fault: 'signal=KILL'}
  for (const task of [firstShare, update]) {
    await sweep(attempt, {
      ...{...task, ...kill, least: 3},
      check: async (lab) => {
        const before = await lab.records()
        await checkPlace(lab, versions)
        await lab.share('new')
        await checkShared(lab, versions.new, before[0]?.shareID)
      },
    })
  }
  await sweep(attempt, {
    ...{...removal, ...kill, least: 2},
    check: async (lab) => {
      await checkPlace(lab, versions)
      await lab.unshareAll()
      await checkGone(lab)
    },
  })
})

const failures = [
  {row: 8, calls: ['fsync', 'fdatasync'], fault: 'error=EIO', least: 8},
  {row: 9, calls: renames, fault: 'error=EXDEV', least: 2},
]

/** What happened already stays so where only the log of it cannot be written; that is told. */
const isOnlyLog = ({status, stderr}: Run) =>
  status === 0 && /^warning: The audit log does not say/m.test(stderr)

for (const {row: number, ...failure} of failures) {
  row({row: number, target, sort: failure.fault, unless: noInjection}, async (attempt) => {
    for (const task of [firstShare, update]) {
      await sweep(attempt, {
        ...{...task, ...failure},
        check: async (lab, ended) => {
          if (isOnlyLog(ended)) await checkShared(lab, versions.new)
          else checkFailure(ended, 1, 5, 6, 7)
          await checkPlace(lab, versions)
          await checkConverges(lab, versions)
        },
      })
    }
    await sweep(attempt, {
      ...{...removal, ...failure, least: 2},
      check: async (lab, ended) => {
        await checkPlace(lab, versions)
        if (!isOnlyLog(ended)) {
          checkFailure(ended, 1, 5, 6, 7)
          const [record] = await lab.records()
          // Of the ledger's own last step, only whether its name is safe is not known.
          if (!/LEDGER_UNWRITABLE/.test(ended.stderr)) expect(record?.state).toBe('removing')
          await lab.unshareAll()
        }
        await checkGone(lab)
      },
    })
  })
}
