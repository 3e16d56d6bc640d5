import {spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import {setTimeout} from 'node:timers/promises'
import fs from 'fs-extra'
import {expect, it, onTestFinished, vi} from 'vitest'
import {command, createWorld, session, type World} from './run-command.js'

it('`--quiet` keeps a preview from telling of a session that cannot be read any more', async () => {
  const world = await createWorld()
  const file = path.join(world.project, 'session.json')
  await fs.copy(session, file)
  const [quiet, loud] = await Promise.all([watch(world, file, '--quiet'), watch(world, file)])
  await fs.remove(file)
  await vi.waitFor(() => expect(loud()).toMatch(/^warning: /), {timeout: 20_000})
  // Both look every two seconds.
  await setTimeout(2500)
  expect(loud().match(/warning/g)).toHaveLength(1)
  expect(quiet()).toBe('')
})

/** A preview that watches. What it says on standard error can be asked for. */
async function watch({project, env}: World, file: string, ...options: string[]) {
  const call = [command, 'preview', file, '--watch', ...options]
  const child = spawn(process.execPath, call, {cwd: project, env, stdio: 'pipe'})
  onTestFinished(() => void child.kill('SIGTERM'))
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await once(child.stdout, 'data')
  return () => said
}
