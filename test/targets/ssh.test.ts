import {spawnSync} from 'node:child_process'
import {mkdtemp, readdir, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import * as v from 'valibot'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {targetTypes} from '../../src/targets/registry.js'
import {quoteForShell} from '../../src/targets/ssh/sums.js'
import {ssh, sshSchema} from '../../src/targets/ssh.js'
import {freePort} from '../support/free-port.js'
import {bundleOf, versionOf} from './bundles.js'

const bundle = versionOf('one')
const options = {host: 'me@host.example', path: '/srv/web/shares', url: 'https://x.example/s'}

function contextWith(env: Record<string, string | undefined>) {
  return {fetch, env, home: undefined, cacheFolder: () => os.tmpdir()}
}

describe('ssh', () => {
  it.each([
    ['a name of `ssh_config`', {host: 'web'}],
    ['an address', {host: '192.0.2.1'}],
    ['a user with dots', {host: 'first.last+web@host-1.example.org'}],
    ['a path from the login folder', {path: 'public/my shares'}],
  ])('takes %s', (_, given) => {
    expect(v.safeParse(sshSchema, {...options, ...given}).success).toBe(true)
  })

  it.each([
    ['an option for a host', {host: '-oProxyCommand=touch made'}],
    ['an option for a user', {host: '-oProxyCommand=x@host'}],
    ['an option behind a user', {host: 'me@-oProxyCommand=x'}],
    ['spaces in a host', {host: 'host true'}],
    ['a line break in a host', {host: 'host\n-x'}],
    ['a shell in a host', {host: '$(touch made)'}],
    ['a port in a host', {host: 'host:22'}],
    ['no host', {host: ''}],
    ['no path', {path: ''}],
    ['a home folder that only a shell knows', {path: '~/public'}],
    ['a line break in a path', {path: '/srv/a\nb'}],
    ['NUL in a path', {path: '/srv/a\0b'}],
    ['an address of a file', {url: 'file:///srv'}],
    ['an address with a query', {url: 'https://x.example/?a=b'}],
    ['an `ssh_config`, which could run programs', {config: 'ssh_config'}],
  ])('refuses %s', (_, given) => {
    expect(v.safeParse(sshSchema, {...options, ...given}).success).toBe(false)
    expect(() => targetTypes.ssh?.create({...options, ...given}, contextWith({}))).toThrow()
  })

  it('needs to ask nobody to say where a share will be', () => {
    const target = ssh(options, contextWith({PATH: ''}))
    expect(target.plan(bundle, 's_x')).toMatchObject({
      type: 'ssh',
      path: 's_x',
      url: 'https://x.example/s/s_x/',
      location: 'me@host.example:/srv/web/shares/s_x',
    })
    expect(() => target.plan(bundle, '../x')).toThrow('`../x`')
  })

  it('says that there is no program, and which', async () => {
    const empty = await makeFolder()
    const target = ssh(options, contextWith({PATH: empty}))
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('`ssh`'),
      hint: expect.stringContaining('Install `ssh`'),
    })
    expect(await readdir(empty)).toEqual([])
  })

  it('says that a host cannot be reached, whatever it wanted there', async () => {
    const config = path.join(await makeFolder(), 'ssh_config')
    const lines = ['Host nobody', 'HostName 127.0.0.1', `Port ${await freePort()}`]
    await writeFile(config, `${lines.join('\n')}\n`)
    const target = ssh(
      {...options, host: 'nobody'},
      contextWith({...process.env, SESSIONPRESS_SSH_CONFIG: config}),
    )
    const code = 'TARGET_UNAVAILABLE'
    const receipt = target.plan(bundle, createShareID())
    const asked = [
      target.publish(bundle, receipt.path),
      target.remove([receipt]),
      target.inspect([receipt]),
      target.find(receipt.path),
      target.list(),
      target.check(),
    ]
    for (const answer of await Promise.allSettled(asked)) {
      expect(answer).toMatchObject({status: 'rejected', reason: {code}})
    }
  })

  it('refuses names that lead elsewhere before it reaches for the host', async () => {
    const target = ssh(options, contextWith({PATH: ''}))
    const code = 'TARGET_PATH_UNSAFE'
    const bad = new Map([...bundle, ...bundleOf({'../x.html': 'x'})])
    await expect(target.publish(bad, createShareID())).rejects.toMatchObject({code})
    await expect(target.publish(bundle, 'a/b')).rejects.toMatchObject({code})
    await expect(target.find('../x')).rejects.toMatchObject({code})
    const receipt = {...target.plan(bundle, createShareID()), path: '..'}
    await expect(target.remove([receipt])).rejects.toMatchObject({code})
    await expect(target.inspect([receipt])).rejects.toMatchObject({code})
  })

  it.each(["it's", '$(touch made)', '`touch made`', '"; touch made', '\\', "'", '*', '-n', '!x'])(
    'quotes %j so that a shell reads the same',
    async (word) => {
      const cwd = await makeFolder()
      const script = `printf %s ${quoteForShell(word)}`
      const read = spawnSync('sh', [], {input: script, encoding: 'utf8', cwd})
      expect(read.stdout).toBe(word)
      expect(await readdir(cwd)).toEqual([])
    },
  )
})

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-test-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}
