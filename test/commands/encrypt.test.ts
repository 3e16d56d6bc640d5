import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const link = /^file:\/\/\/\S+\/s_[0-9a-z]{26}\/index\.html#k=[\w-]{43}\n$/
const publish = ['share', session, '--to', './public', '--yes']

describe('share --encrypt', () => {
  it('prints the whole link, and so do status and list', async () => {
    const {run} = await createWorld()
    const shared = await run(...publish, '--encrypt')
    expect(shared).toMatchObject({status: 0, stderr: ''})
    expect(shared.stdout).toMatch(link)
    const url = shared.stdout.trim()
    const id = /s_[0-9a-z]{26}/.exec(url)?.[0] ?? ''
    const said = await run('status', id)
    expect(said.stdout).toContain(url)
    expect(said.stdout).toMatch(/^encrypted +encrypted, opens with its link$/m)
    expect((await run('list')).stdout).toContain(url)
    expect((await run('list', '--json')).stdout).toContain(url)
    expect((await run('unshare', url)).status).toBe(0)
    expect((await run('status', id)).stdout).not.toContain('#k=')
  })

  it('takes the passphrase from the environment, and never from the command line', async () => {
    const {run, env, project} = await createWorld()
    const without = await run(...publish, '--passphrase')
    expect(without).toMatchObject({status: 3, stdout: ''})
    expect(without.stderr).toContain('[PASSPHRASE_NEEDED]')
    // yargs takes such a value for a `no`, which would publish it for everybody to read.
    for (const wrong of ['--passphrase=tick', '--encrypt=yes']) {
      const given = await run(...publish, wrong)
      expect(given).toMatchObject({status: 2, stdout: ''})
      expect(given.stderr).not.toContain('tick')
    }
    expect(await fs.readdir(project)).toEqual([])

    env.SESSIONPRESS_PASSPHRASE = 'tick tock'
    const shared = await run(...publish, '--passphrase')
    expect(shared.stdout).toMatch(link)
    const [id = ''] = await fs.readdir(path.join(project, 'public'))
    expect((await run('status', id)).stdout).toContain('its link and a passphrase')
  })

  it('refuses what excludes it', async () => {
    const {run} = await createWorld()
    for (const wrong of [
      ['--encrypt', '--embed', '1'],
      ['--no-encrypt', '--passphrase'],
    ]) {
      expect(await run(...publish, ...wrong)).toMatchObject({status: 2, stdout: ''})
    }
  })
})

describe.skipIf(!hasTerminal)('on a terminal (with `script` of util-linux)', () => {
  it('asks for the passphrase twice, and shows nothing of it', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, [...publish, '--passphrase'])
    await terminal.sees('Passphrase for whoever reads it')
    terminal.types('tick tock\r')
    await terminal.sees('The same again')
    terminal.types('tick\r')
    await terminal.sees(/not the same twice[\s\S]*Passphrase for/)
    terminal.types('tick tock\r')
    await terminal.sees(/not the same twice[\s\S]*The same again/)
    terminal.types('tick tock\r')
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('#k=')
    expect(terminal.screen()).not.toContain('tock')
  })

  it('says what a dry run would do', async () => {
    const world = await createWorld()
    const terminal = runOnTerminal(world, [...publish, '--encrypt', '--dry-run'])
    expect(await terminal.ended).toBe(0)
    expect(terminal.screen()).toContain('encrypted, opens with its link.')
  })
})
