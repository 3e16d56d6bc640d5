import path from 'node:path'
import process from 'node:process'
import {describe, expect, it} from 'vitest'
import {folderTexts} from '../targets/folder-texts.js'
import {command, createWorld, run, session} from './run-command.js'

describe('the same session', () => {
  it('gives the same bytes in another time zone, language and folder', async () => {
    const here = await exported({TZ: 'UTC', LANG: 'C'})
    const there = await exported({
      TZ: 'Pacific/Kiritimati',
      LANG: 'de_DE.UTF-8',
      LC_ALL: 'tr_TR.UTF-8',
    })
    expect(there).toEqual(here)
    expect(Object.keys(here).sort()).toEqual([
      '.sessionpress',
      'index.html',
      'session.json',
      'session.md',
    ])
  })
})

async function exported(env: NodeJS.ProcessEnv) {
  const world = await createWorld()
  const {status} = await run(process.execPath, [command, 'export', session, '-o', 'out'], {
    cwd: world.project,
    env: {...world.env, ...env},
  })
  expect(status).toBe(0)
  return await folderTexts(path.join(world.project, 'out'))
}
