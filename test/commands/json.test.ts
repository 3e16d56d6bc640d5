import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, run as runProgram, session, type World} from './run-command.js'

/** A call of each command that fails, and with what. */
const failures: [code: string, status: number, call: string[]][] = [
  ['REVIEW_NEEDED', 3, ['share', session, '--to', './public']],
  ['SESSION_NOT_FOUND', 1, ['share', './none.json', '--to', './public', '--yes']],
  ['SHARE_NOT_FOUND', 1, ['unshare', 'ses_none']],
  ['LEDGER_UNREADABLE', 1, ['unshare', 'ses_none', '--state', 'file']],
  ['SESSION_NOT_FOUND', 1, ['status', './none.json']],
  ['LEDGER_UNREADABLE', 1, ['status', 'ses_none', '--state', 'file']],
  ['LEDGER_UNREADABLE', 1, ['list', '--state', 'file']],
  ['TARGET_UNAVAILABLE', 5, ['export', session, '-o', '/proc/x.html']],
  ['USAGE_INVALID', 2, ['unshare']],
  ['USAGE_INVALID', 2, ['preview', session]],
]

describe('a failure with `--json` is an object on standard output', () => {
  it.each(failures)('%s %d %j', async (code, status, call) => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'file'), '')
    for (const json of ['--json', '--json=true']) {
      const failed = await run(...call, json)
      expect(JSON.parse(failed.stdout)).toEqual({
        error: {code, message: expect.any(String), hint: expect.any(String)},
      })
      expect(failed.stderr).toContain(`[${code}]`)
      expect(failed.status).toBe(status)
    }
  })

  it('and is not where JSON was refused', async () => {
    const {run} = await createWorld()
    expect(await run('status', './none.json', '--no-json')).toMatchObject({stdout: '', status: 1})
  })
})

describe('on an odd machine a failure is told, never thrown', () => {
  it('without a home folder', async () => {
    const {run, env} = await createWorld()
    // A user that the system does not know has no home folder there either.
    Object.assign(env, {HOME: ''})
    const calls = [['list'], ['status', 'ses_1'], ['unshare', 'ses_1'], ['share', session]]
    for (const call of calls) expect((await run(...call)).status, call[0]).not.toBe(70)
  })

  it('in a folder that is gone', async () => {
    const world = await createWorld()
    const calls = ['share latest', 'list', 'status latest', 'unshare ses_1', 'export latest']
    for (const call of [...calls, 'preview latest', '', 'frobnicate']) {
      const {status, stderr} = await inGoneFolder(world, call)
      expect(stderr, call).toContain('[FOLDER_MISSING]')
      expect(status, call).toBe(1)
    }
  })

  it('with a ledger that cannot be written', async () => {
    const {run, project} = await createWorld()
    await fs.writeFile(path.join(project, 'file'), '')
    for (const state of ['file/below', '/proc/none']) {
      const call = ['share', session, '--to', './public', '--yes', '--state', state]
      const {status, stderr} = await run(...call)
      expect(stderr).toContain('[LEDGER_UNWRITABLE]')
      expect(status).toBe(1)
    }
    expect(await fs.readdir(project)).toEqual(['file'])
  })

  it('without a temporary folder', async () => {
    const {run, env, project} = await createWorld()
    Object.assign(env, {TMPDIR: path.join(project, 'none')})
    const long = path.join(project, 'long.json')
    const {info, messages} = await fs.readJson(session)
    messages[0].parts[0].text = 'word '.repeat(400_000)
    await fs.writeJson(long, {info, messages})
    const {status, stderr} = await run('export', long, '-o', 'page.html')
    expect(stderr).toContain('[TEMPORARY_UNWRITABLE]')
    expect(status).toBe(1)
  })
})

/** Run the command in a folder that somebody removes before it starts. */
function inGoneFolder({project, env}: World, call: string) {
  const line = `mkdir gone && cd gone && rmdir ../gone && exec "${process.execPath}" "${command}" ${call}`
  return runProgram('bash', ['-c', line], {cwd: project, env})
}
