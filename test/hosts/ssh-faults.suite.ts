import {spawnSync} from 'node:child_process'
import {copyFile, mkdir, readdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {inspectOne} from '../../src/targets/types.js'
import {freePort} from '../support/free-port.js'
import {bundleOf, versionOf} from '../targets/bundles.js'
import {startByteProxy} from './byte-proxy.js'
import {type SshServer, type SshServerOptions, sftpServer} from './ssh-server.js'
import {countLogins, makeFolder, serverWith, targetAt} from './ssh-target.js'

const bundle = versionOf('one')

describe('ssh: a host that lets nobody in', () => {
  async function refusal(server: SshServer, lines: string[]) {
    const config = await server.configWith(lines)
    const {target} = await targetAt({...server, config}, await makeFolder())
    return target.publish(bundle, createShareID()).then(
      () => undefined,
      (error: unknown) => error,
    )
  }

  it('is told by what it refuses', async () => {
    const server = await serverWith({})
    expect(await refusal(server, ['UserKnownHostsFile none'])).toMatchObject({
      code: 'TARGET_DENIED',
      hint: 'Run `ssh test-host` once, and compare the key that it shows.',
    })

    const other = await serverWith({})
    const changed = [`Port ${other.port}`, `HostKeyAlias [127.0.0.1]:${server.port}`]
    expect(await refusal(server, changed)).toMatchObject({
      code: 'TARGET_DENIED',
      message: expect.stringContaining('another key'),
    })
    expect(await countLogins(other)).toBe(0)

    await copyFile(`${other.folder}/client.pub`, `${server.folder}/authorized`)
    expect(await refusal(server, [])).toMatchObject({
      code: 'TARGET_DENIED',
      message: expect.stringContaining('Permission denied (publickey)'),
      hint: expect.stringContaining('agent'),
    })
    expect(await countLogins(server)).toBe(0)
  })

  it('is not there now', async () => {
    const server = await serverWith({})
    const code = 'TARGET_UNAVAILABLE'
    expect(await refusal(server, [`Port ${await freePort()}`])).toMatchObject({code})
    expect(await refusal(server, ['HostName no-host.invalid'])).toMatchObject({code})
    expect(await refusal(server, ['Nonsense yes'])).toMatchObject({code})
  })

  it.each<[string, SshServerOptions]>([
    ['speaks before SFTP', {settings: ['ForceCommand echo welcome, all of you']}],
    ['cannot be reached', {settings: ['ForceCommand exit 7']}],
    ['said nothing', {settings: ['ForceCommand sleep 90']}],
    ['offers no SFTP', {sftp: ''}],
  ])('%s', async (why, options) => {
    const server = await serverWith(options)
    expect(await refusal(server, [])).toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining(why),
    })
  })

  it('does not let us write', async () => {
    const root = await makeFolder()
    const server = await serverWith({sftp: `${sftpServer} -R`})
    const {target} = await targetAt(server, root)
    const code = 'TARGET_DENIED'
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({code})
    await expect(target.check()).rejects.toMatchObject({code})
    expect(await target.list()).toEqual([])
  })
})

describe('ssh: a connection', () => {
  // Past the keys, within the upload, and near its end.
  it.each([2_000, 6_000, 60_000, 250_000])(
    'that is cut after %i bytes is made again',
    async (after) => {
      const server = await serverWith({programs: ['sh']})
      const proxy = await startByteProxy(server.port, {cuts: 2, after})
      onTestFinished(() => proxy.close())
      const lines = [`Port ${proxy.port}`, `HostKeyAlias [127.0.0.1]:${server.port}`]
      const root = await makeFolder()
      const {target} = await targetAt({...server, config: await server.configWith(lines)}, root)
      const text = Array.from({length: 10_000}, createShareID).join('\n')
      const big = new Map([...bundleOf({'page-0123456789abcdef.html': text}), ...bundle])
      const receipt = await target.publish(big, createShareID())
      expect(proxy.connections()).toBeGreaterThan(2)
      expect(await readdir(root)).toEqual([receipt.path])
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    },
  )

  it('that is cut each time is given up, and nothing lies there', async () => {
    const server = await serverWith({})
    const proxy = await startByteProxy(server.port, {cuts: 9, after: 1_000})
    onTestFinished(() => proxy.close())
    const lines = [`Port ${proxy.port}`, `HostKeyAlias [127.0.0.1]:${server.port}`]
    const config = await server.configWith(lines)
    const root = await makeFolder()
    const {target} = await targetAt({...server, config}, root)
    const code = 'TARGET_UNAVAILABLE'
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({code})
    expect(proxy.connections()).toBe(3)
    expect(await readdir(root)).toEqual([])
  })

  it('carries no more of an update than what is new in it', async () => {
    const server = await serverWith({})
    const proxy = await startByteProxy(server.port)
    onTestFinished(() => proxy.close())
    const lines = [`Port ${proxy.port}`, `HostKeyAlias [127.0.0.1]:${server.port}`]
    const config = await server.configWith(lines)
    const {target} = await targetAt({...server, config}, await makeFolder())
    const text = Array.from({length: 30_000}, createShareID).join('\n')
    const withText = (words: string) => new Map([...bundle, ...bundleOf({'session.md': words})])
    const receipt = await target.publish(withText(text), createShareID())
    const before = proxy.sent()
    await target.publish(withText(`${text} and more`), receipt.path, receipt)
    expect(before).toBeGreaterThan(300_000)
    expect(proxy.sent() - before).toBeLessThan(100_000)
  })
})

describe.runIf(process.getuid?.() === 0)('ssh: a full disk', () => {
  it.each<SshServerOptions>([{}, {programs: ['sh']}])(
    'keeps what was there: %o',
    async (options) => {
      const root = await makeFolder()
      mount(root)
      const {target} = await targetAt(await serverWith(options), root)
      const receipt = await target.publish(bundle, createShareID())
      const big = new Map([...bundle, ...bundleOf({'session.md': 'x'.repeat(300_000)})])
      const code = 'TARGET_FULL'
      await expect(target.publish(big, receipt.path, receipt)).rejects.toMatchObject({code})
      await expect(target.publish(big, createShareID())).rejects.toMatchObject({code})
      expect(await readdir(root)).toEqual([receipt.path])
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})

      await fill(root)
      await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({code})
      await target.remove([receipt])
      expect(await inspectOne(target, receipt)).toMatchObject({isGone: true})
    },
  )
})

/** A disk of its own, small and without room for many files. */
function mount(folder: string): void {
  const options = ['-t', 'tmpfs', '-o', 'size=200k,nr_inodes=40', 'tmpfs', folder]
  const {status, stderr} = spawnSync('mount', options, {encoding: 'utf8'})
  if (status !== 0) throw new Error(`mount failed: ${stderr}`)
  onTestFinished(() => void spawnSync('umount', [folder]))
}

async function fill(folder: string): Promise<void> {
  const others = path.join(folder, 'theirs')
  await mkdir(others)
  const isRoom = (index: number) =>
    writeFile(path.join(others, String(index)), '').then(
      () => true,
      () => false,
    )
  for (let index = 0; await isRoom(index); ) index += 1
}
