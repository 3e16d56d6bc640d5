import path from 'node:path'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {checkConverges, checkPlace, complete} from './check.js'
import {killAtRandom, spread} from './kill-at-random.js'
import {type Lab, type MakePlace, shareCall, unshareCall, type Versions, withLab} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {versionsAt} from './versions.js'

interface GroupKillRowsOptions {
  target: string
  makePlace: MakePlace
  /** Milliseconds over which the kills are spread. */
  phase: number
}

/** The row of a machine that stops between two steps, with all that ran on it. */
export function groupKillRows({target, makePlace, phase}: GroupKillRowsOptions): void {
  const calls = [shareCall('new'), unshareCall]
  const versions = versionsAt(() => makePlace)

  row({row: 32, target}, async (attempt) => {
    const moments = spread(phase, Math.ceil(faultRuns / 2))
    await tryOften(moments, (after, index) =>
      attempt(`${calls[index % 2]?.[0]}, after ${after.toFixed()} ms`, () =>
        withLab(makePlace, async (lab) => {
          await lab.share('old')
          await killAtRandom(lab, calls[index % 2] ?? [], {after, isWholeGroup: true})
          await startMachineAgain(lab)
          await mend(lab)
          await checkMended(lab, versions)
          await checkConverges(lab, versions)
        }),
      ),
    )
  })
}

/** Let doctor mend it. Of an update that was cut short among its files it only says what to do: the session is not at hand. */
async function mend(lab: Lab): Promise<void> {
  const {status, stdout, stderr} = await lab.run(['doctor', '--fix'])
  if (status === 0) return
  expect(stdout, stderr).toContain('was cut short')
  await lab.share('new')
}

/** Nothing is half done any more, and nothing is left lying about. */
async function checkMended(lab: Lab, versions: Versions): Promise<void> {
  const visible = await checkPlace(lab, versions)
  expect(await lab.place.names(), 'no draft is left').toEqual(visible)
  for (const {state} of await lab.records()) expect(state).toMatch(/^(live|removed)$/)
  expect(await fs.readdir(path.join(lab.machine.state, 'locks'))).toEqual([])
  await complete(lab, ['doctor'])
}

/** Processes that hold locks are of another life of the machine now, and starting it took a while. */
async function startMachineAgain({machine}: Lab): Promise<void> {
  const folder = path.join(machine.state, 'locks')
  const minuteAgo = Date.now() / 1000 - 60
  for (const name of await fs.readdir(folder)) {
    const file = path.join(folder, name)
    const holder = await fs.readJson(file).catch(() => undefined)
    if (holder) await fs.writeJson(file, {...holder, boot: 'another', pid: 1})
    // Torn by the kill: a file that names nobody counts as being written while it is fresh.
    else await fs.utimes(file, minuteAgo, minuteAgo)
  }
}
