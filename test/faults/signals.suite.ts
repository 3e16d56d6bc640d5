import fs from 'fs-extra'
import {expect} from 'vitest'
import {checkConverges, checkGone, checkPlace, checkShared} from './check.js'
import {groupKillRows} from './group-kill-rows.js'
import {killAtRandom, spread} from './kill-at-random.js'
import {folderPlace, type Lab, shareCall, unshareCall, withLab} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {versionsAt} from './versions.js'

const target = 'directory'

const versions = versionsAt(() => folderPlace)

const signals = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const
const calls = [shareCall('new'), unshareCall]

row({row: 31, target, sort: 'signals'}, async (attempt) => {
  for (const [signal, status] of signals) {
    const tasks = spread(100, Math.ceil(faultRuns / 3)).map((after, index) => ({
      after,
      call: calls[index % 2] ?? [],
    }))
    await tryOften(tasks, ({after, call}) =>
      attempt(`${call[0]}, ${signal} after ${after.toFixed()} ms`, () =>
        withLab(folderPlace, async (lab) => {
          await lab.share('old')
          const ended = await killAtRandom(lab, call, {after, signal, temporary: lab.machine.root})
          expect([0, status]).toContain(ended.status)
          expect(ended.said).not.toMatch(/^\s+at |This is a bug/m)
          await checkPlace(lab, versions)
          expect(await temporaryFiles(lab), 'nothing is left in the temporary folder').toEqual([])
          await checkConverges(lab, versions)
        }),
      ),
    )
  }
})

row({row: 31, target, sort: 'a reader that leaves'}, async (attempt) => {
  const pipes = ['| head -1', '| true', '>&-', '2>&-', '| head -c 1']
  await tryOften(pipes, (pipe) =>
    attempt(pipe, () =>
      withLab(folderPlace, async (lab) => {
        const share = await lab.run(shareCall('new'), throughShell(pipe))
        expect(share, share.stderr).toMatchObject({status: 0})
        await checkShared(lab, versions.new)
        const listed = await lab.run(['list', '--all'], throughShell(pipe))
        expect(listed, listed.stderr).toMatchObject({status: 0})
        const unshare = await lab.run(unshareCall, throughShell(pipe))
        expect(unshare, unshare.stderr).toMatchObject({status: 0})
        await checkGone(lab)
      }),
    ),
  )
})

groupKillRows({target, makePlace: folderPlace, phase: 100})

/** The result goes through a shell, which says how the command ended and not its reader. */
function throughShell(pipe: string) {
  return {wrap: ['bash', '-c', `"$@" ${pipe}; exit "\${PIPESTATUS[0]}"`, 'bash']}
}

async function temporaryFiles({machine}: Lab): Promise<string[]> {
  const names = await fs.readdir(machine.root)
  return names.filter((name) => name.startsWith('sessionpress-'))
}
