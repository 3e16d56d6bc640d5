import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {stateFolder} from '../../src/config/folders.js'
import {checkPolicy} from '../../src/config/policy.js'
import {makeProject} from './project.js'

const nothing = {disabledBy: undefined}

describe('checkPolicy', () => {
  it('allows sharing where nothing forbids it', async () => {
    const {context} = await makeProject({
      'project/opencode.json': '{"share": "manual", "model": "x"}',
      '.config/opencode/opencode.jsonc': '{/* mine */ "theme": "x",}',
    })
    expect(await checkPolicy(nothing, context)).toEqual([])
    expect(
      await checkPolicy(nothing, {...context, env: {OPENCODE_DISABLE_SHARE: 'false'}}),
    ).toEqual([])
  })

  const places = [
    'project/opencode.json',
    'project/opencode.jsonc',
    'project/.opencode/opencode.json',
    '.config/opencode/opencode.json',
    '.config/opencode/opencode.jsonc',
    '.config/opencode/config.json',
  ]

  it.each(places)('refuses when %s says so, and names it', async (file) => {
    const {context, home, cwd} = await makeProject({[file]: '{"share": "disabled"}'})
    await expect(
      checkPolicy(nothing, {...context, cwd: path.join(cwd, 'deep')}),
    ).rejects.toMatchObject({
      code: 'SHARE_DISABLED',
      message: expect.stringContaining(path.join(home, file)),
    })
  })

  it.each(places)('refuses when %s is broken, since it may have forbidden it', async (file) => {
    for (const text of ['{"share": "disabled"', '{"share": "off"}', '{"share": false}']) {
      const {context, home} = await makeProject({[file]: text})
      await expect(checkPolicy(nothing, context)).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: expect.stringContaining(`${path.join(home, file)}\` line 1`),
      })
    }
  })

  it('obeys the environment, and what it names', async () => {
    const {context} = await makeProject({'other.json': '{"share": "disabled"}'})
    const code = 'SHARE_DISABLED'
    for (const env of [
      {OPENCODE_DISABLE_SHARE: '1'},
      {OPENCODE_DISABLE_SHARE: 'true'},
      {OPENCODE_CONFIG: '../other.json'},
      {OPENCODE_CONFIG_CONTENT: '{"share": "disabled"}'},
    ]) {
      await expect(checkPolicy(nothing, {...context, env})).rejects.toMatchObject({code})
    }
  })

  it('names our own file', async () => {
    const {context} = await makeProject()
    await expect(checkPolicy({disabledBy: '/x/sessionpress.json'}, context)).rejects.toMatchObject({
      code: 'SHARE_DISABLED',
      message: expect.stringContaining('/x/sessionpress.json'),
    })
  })

  it('warns where OpenCode itself uploads every session', async () => {
    const auto = await makeProject({'project/opencode.json': '{"share": "auto"}'})
    expect(await checkPolicy(nothing, auto.context)).toEqual([expect.stringContaining('uploads')])
    const own = await makeProject({
      'project/opencode.json': '{"share": "auto", "enterprise": {"url": "https://x"}}',
    })
    expect(await checkPolicy(nothing, own.context)).toEqual([])
  })
})

describe('folders', () => {
  it('follows the XDG variables, and says what is missing without a home', () => {
    expect(stateFolder({env: {}, home: '/home/me'})).toBe('/home/me/.local/state/sessionpress')
    expect(stateFolder({env: {XDG_STATE_HOME: '/s'}, home: undefined})).toBe('/s/sessionpress')
    expect(() => stateFolder({env: {}, home: undefined})).toThrow(/`HOME` nor `XDG_STATE_HOME`/)
  })
})
