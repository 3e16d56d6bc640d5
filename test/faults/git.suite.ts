import path from 'node:path'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {
  checkConverges,
  checkFailure,
  checkGone,
  checkPlace,
  checkShared,
  complete,
} from './check.js'
import {gitPlace} from './git-place.js'
import {groupKillRows} from './group-kill-rows.js'
import {killRows} from './kill-rows.js'
import {type Lab, shareCall, unshareCall, withLab} from './lab.js'
import {row} from './row.js'
import {sweep} from './sweep.js'
import {togetherRows} from './together-rows.js'
import {versionsAt} from './versions.js'
import {noInjection, renames} from './wrappers.js'

const target = 'github-pages'

const versions = versionsAt(() => gitPlace)

killRows({target, makePlace: gitPlace, publishRow: 2})
togetherRows({target, makePlace: gitPlace})
groupKillRows({target, makePlace: gitPlace, phase: 400})

row({row: 4, target, unless: noInjection}, (attempt) =>
  sweep(attempt, {
    makePlace: gitPlace,
    call: shareCall('new'),
    before: 'old',
    calls: renames,
    fault: 'signal=KILL',
    least: 2,
    check: async (lab) => {
      const before = await lab.records()
      await checkPlace(lab, versions)
      await lab.share('new')
      await checkShared(lab, versions.new, before[0]?.shareID)
    },
  }),
)

row({row: 26, target, sort: 'by a hook'}, async (attempt) => {
  for (const call of [shareCall('new'), unshareCall]) {
    await attempt(`${call[0]} is refused`, () =>
      withLab(gitPlace, async (lab) => {
        await lab.share('old')
        const hook = await putHook(lab, 'pre-receive', 'echo "No pushes on Sundays." >&2; exit 1')
        const ended = await lab.run(call)
        checkFailure(ended, 1, 4, 5, 6)
        expect(ended.stderr).toContain('No pushes on Sundays.')
        await checkPlace(lab, versions)
        expect(await lab.place.names()).toHaveLength(1)
        await fs.remove(hook)
        await checkConverges(lab, versions)
      }),
    )
  }
})

row({row: 26, target, sort: 'by another that was quicker'}, async (attempt) => {
  await attempt('three times', () =>
    withLab(gitPlace, async (lab) => {
      await lab.share('old')
      // Before our push is looked at, somebody else's commit is there: three times, then never more.
      await putHook(lab, 'update', racer(3))
      await complete(lab, shareCall('new'))
      await checkShared(lab, versions.new)
      expect((await rounds(lab)).trim()).toBe('3')
      await complete(lab, unshareCall)
      await checkGone(lab)
    }),
  )
})

async function putHook({machine}: Lab, name: string, script: string): Promise<string> {
  const file = path.join(machine.root, 'remote.git/hooks', name)
  await fs.outputFile(file, `#!/bin/sh\n${script}\n`, {mode: 0o755})
  return file
}

/** A hook that moves the branch on while a push is on its way, so often. */
function racer(times: number): string {
  return `count=$(cat rounds 2>/dev/null || echo 0)
[ "$count" -ge ${times} ] && exit 0
echo $((count + 1)) > rounds
unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
new=$(git -c user.name=other -c user.email=other@example.com commit-tree -p "$2" -m other "$2^{tree}")
git update-ref "$1" "$new"`
}

async function rounds({machine}: Lab): Promise<string> {
  return await fs.readFile(path.join(machine.root, 'remote.git/rounds'), 'utf8')
}
