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
    '.opencode/opencode.json',
    'etc/opencode/opencode.json',
    'etc/opencode/opencode.jsonc',
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

  it('obeys a folder that OPENCODE_CONFIG_DIR names', async () => {
    const {context} = await makeProject({'team/opencode.jsonc': '{"share": "disabled"}'})
    const env = {OPENCODE_CONFIG_DIR: '../team'}
    await expect(checkPolicy(nothing, {...context, env})).rejects.toMatchObject({
      code: 'SHARE_DISABLED',
    })
  })

  it('looks above a folder without a git root, as OpenCode does', async () => {
    const {context, home} = await makeProject({
      'opencode.json': '{"share": "disabled"}',
      'plain/deep/file': '',
    })
    expect(await checkPolicy(nothing, context)).toEqual([])
    const cwd = path.join(home, 'plain/deep')
    await expect(checkPolicy(nothing, {...context, cwd})).rejects.toMatchObject({
      message: expect.stringContaining(`\`share\` in \`${path.join(home, 'opencode.json')}\``),
    })
  })

  it('takes values from variables and files, as OpenCode does', async () => {
    const code = 'SHARE_DISABLED'
    for (const text of [
      '{"share": "{env:MODE}"}',
      '{"port": {env:PORT}, "share": "{env:MODE}"}',
      '{"share": "{file:./mode.txt}"}',
      '{"share": "{file:{env:HERE}/mode.txt}"}',
    ]) {
      const {context, cwd} = await makeProject({
        'project/opencode.json': text.replace('{env:HERE}', '.'),
        'project/mode.txt': 'disabled\n',
      })
      const env = {MODE: 'disabled', PORT: '4096', HERE: cwd}
      await expect(checkPolicy(nothing, {...context, env})).rejects.toMatchObject({code})
    }
    const {context} = await makeProject({'project/opencode.json': '{"share": "{file:./none}"}'})
    await expect(checkPolicy(nothing, context)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('line 1, column 11'),
    })
  })

  it('does not need the variables of other keys', async () => {
    const {context} = await makeProject({
      'project/opencode.json': '{"provider": {"x": {"key": "{file:./none}", "id": "{env:NO}"}}}',
    })
    expect(await checkPolicy(nothing, context)).toEqual([])
  })

  it('obeys a key that is there twice in either place', async () => {
    for (const text of [
      '{"share": "manual", "share": "disabled"}',
      '{"share": "disabled", "share": "manual"}',
    ]) {
      const {context} = await makeProject({'project/opencode.json': text})
      await expect(checkPolicy(nothing, context)).rejects.toMatchObject({code: 'SHARE_DISABLED'})
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
    const old = await makeProject({'project/opencode.json': '{"autoshare": true}'})
    expect(await checkPolicy(nothing, old.context)).toEqual([expect.stringContaining('uploads')])
    const variable = await makeProject()
    const env = {OPENCODE_AUTO_SHARE: 'true'}
    expect(await checkPolicy(nothing, {...variable.context, env})).toHaveLength(1)
  })

  it('warns of no upload that the project has switched off', async () => {
    const {context} = await makeProject({
      'project/opencode.json': '{"share": "manual"}',
      '.config/opencode/opencode.json': '{"share": "auto"}',
    })
    expect(await checkPolicy(nothing, context)).toEqual([])
  })
})

describe('folders', () => {
  it('follows the XDG variables, and says what is missing without a home', () => {
    expect(stateFolder({env: {}, home: '/home/me'})).toBe('/home/me/.local/state/sessionpress')
    expect(stateFolder({env: {XDG_STATE_HOME: '/s'}, home: undefined})).toBe('/s/sessionpress')
    expect(() => stateFolder({env: {}, home: undefined})).toThrow(/`HOME` nor `XDG_STATE_HOME`/)
  })
})
