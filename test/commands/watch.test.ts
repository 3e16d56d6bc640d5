import {spawn} from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import Database from 'libsql'
import {expect, it, onTestFinished, vi} from 'vitest'
import {ids} from '../sources/world.js'
import {command, createWorld} from './run-command.js'

it('prints a line for each page, is alone, and ends with Ctrl-C', async () => {
  const {run, project, home, env} = await createWorld()
  const store = path.join(home, 'opencode.db')
  await fs.copy(path.resolve('fixtures/sources/opencode.db'), store)
  write('UPDATE session SET directory = ?', project)
  await fs.writeJson(path.join(project, 'sessionpress.json'), {
    share: 'auto',
    target: 'site',
    targets: {site: {type: 'directory', path: './public'}},
  })
  await run('init', 'opencode')
  const {stdout: shared} = await run('share', ids.feature, '--source', store, '--yes')
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later, ids.feature)

  const call = [command, 'watch', '--json', '--source', store]
  const child = spawn(process.execPath, call, {cwd: project, env, stdio: 'pipe'})
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise((resolve) => child.once('close', resolve))
  const [stdout, stderr] = [listen(child.stdout), listen(child.stderr)]
  await vi.waitFor(() => expect(stderr()).toContain('updated: New'), {timeout: 50_000})
  const [line = ''] = stdout().split('\n')
  expect(JSON.parse(line)).toMatchObject({
    event: 'updated',
    sessionID: ids.feature,
    shareURL: shared.trim(),
    state: 'live',
  })

  const second = await run('watch', '--source', store)
  expect(second.stderr).toContain('[LEDGER_LOCKED]')
  expect(second.status).toBe(8)
  child.kill('SIGINT')
  expect(await ended).toBe(0)

  function write(sql: string, ...values: (string | number)[]): void {
    const database = new Database(store)
    database.prepare(sql).run(...values)
    database.close()
  }
})

/** Later than everything that was recorded. */
const later = Date.UTC(2027, 0, 1)

function listen(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.setEncoding('utf8')
  stream.on('data', (more: string) => {
    text += more
  })
  return () => text
}
