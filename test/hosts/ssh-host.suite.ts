import {spawnSync} from 'node:child_process'
import {cp, mkdir, readdir, readFile, symlink, writeFile} from 'node:fs/promises'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import process from 'node:process'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import type {Bundle} from '../../src/session/bundle.js'
import {ssh} from '../../src/targets/ssh.js'
import {inspectOne} from '../../src/targets/types.js'
import {verify} from '../../src/targets/verify.js'
import {bundleOf, versionOf} from '../targets/bundles.js'
import {folderTexts} from '../targets/folder-texts.js'
import {sftpServer, sshContext} from './ssh-server.js'
import {countLogins, makeFolder, serverWith, targetAt} from './ssh-target.js'

const bundle = versionOf('one', {'page-0123456789abcdef.html': 'page'})

/** A bundle with a text that is long enough for a host to be asked for its hash. */
const bigBundle = (line: string) =>
  new Map([...bundle, ...bundleOf({'session.md': `${line.repeat(2 ** 15)}\n`})])

describe('ssh: a share', () => {
  it('is served after a publish, and is not after a removal', async () => {
    const {target} = await targetAt(await serverWith({}), await makeFolder())
    const receipt = await target.publish(bundle, createShareID())
    expect(await verify(target, receipt, 'live', fetch)).toEqual({type: 'holds'})
    await target.remove([receipt])
    expect(await verify(target, receipt, 'gone', fetch)).toEqual({type: 'holds'})
    expect((await fetch(receipt.url)).status).toBe(404)
  })

  it('is carried by rsync over one connection where both sides have it', async () => {
    const folder = await makeFolder()
    const log = path.join(folder, 'rsync.log')
    const server = await serverWith({
      scripts: {rsync: `echo "$@" >>${log}; exec ${which('rsync')} "$@"`},
    })
    const {target} = await targetAt(server, path.join(folder, 'public'))
    const id = createShareID()
    const before = await target.publish(bigBundle('some words. '), id)
    expect(await countLogins(server)).toBe(1)
    const after = await target.publish(bigBundle('other words.'), id, before)
    expect(await inspectOne(target, after)).toMatchObject({isComplete: true})
    expect(await readFile(log, 'utf8')).toMatch(/--server.*\n.*--server/)
    expect(JSON.stringify(await target.check())).toContain('by `rsync`')
  })

  it('is compared by hashes that the host computes, or by reading it', async () => {
    const folder = await makeFolder()
    const log = path.join(folder, 'sums.log')
    const real = which('sha256sum')
    const hosts = [
      {scripts: {sha256sum: `echo sum >>${log}; exec ${real}`}},
      {scripts: {sha256sum: `echo ${'0'.repeat(64)}`}},
      {scripts: {sha256sum: 'exit 1'}},
      {settings: ['ForceCommand internal-sftp']},
    ]
    for (const options of hosts) {
      const server = await serverWith(options)
      const {target} = await targetAt(server, path.join(folder, 'public'))
      const receipt = await target.publish(bigBundle('some words. '), createShareID())
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
      const file = path.join(folder, 'public', receipt.path, 'session.md')
      await writeFile(file, (await readFile(file, 'utf8')).replace('some', 'same'))
      expect((await inspectOne(target, receipt)).wrong).toEqual(['session.md'])
    }
    expect(await readFile(log, 'utf8')).toBe('sum\nsum\n')
  })

  it.each(['-P posix-rename', '-P fsync,statvfs'])(
    'is updated on a server that cannot do everything: %s',
    async (denied) => {
      const root = await makeFolder()
      const server = await serverWith({sftp: `${sftpServer} ${denied}`, programs: ['sh']})
      const {target} = await targetAt(server, root)
      const id = createShareID()
      const receipt = await target.publish(bundle, id)
      const second = versionOf('two')
      await target.publish(second, id, receipt)
      expect(await folderTexts(root)).toEqual(await textsOf(second, id))
    },
  )

  it('changes with `index.html` last, and goes with it first and the marker last', async () => {
    const folder = await makeFolder()
    const log = path.join(folder, 'sftp.log')
    const server = await serverWith({sftp: `${sftpServer} -e -l VERBOSE 2>>${log}`})
    const {target} = await targetAt(server, path.join(folder, 'public'))
    const id = createShareID()
    const before = await target.publish(bundle, id)
    await writeFile(log, '')
    const after = await target.publish(
      versionOf('two', {'page-fedcba9876543210.html': 'x'}),
      id,
      before,
    )
    await target.remove([after])
    const steps = (await readFile(log, 'utf8'))
      .split(/\r?\n/)
      .map((line) => /(posix-rename|remove name|rmdir).*\/([^/"]*)"$/.exec(line))
      .flatMap((found) => (found ? [`${found[1]} ${found[2]}`] : []))
      .filter((step) => !step.includes('.partial-'))
    expect(steps[2]).toBe('posix-rename index.html')
    expect(steps[3]).toBe('remove name page-0123456789abcdef.html')
    expect(steps[4]).toBe('remove name index.html')
    expect(steps.slice(-2)).toEqual(['remove name .sessionpress', `rmdir ${id}`])
    expect(steps).toHaveLength(9)
  })

  it('lies below a folder with any name, and leads nowhere else', async () => {
    const folder = await makeFolder()
    const odd = ['a b', `it's "so"`, '$(touch made)`touch made`', '*?[a]\\{b}', 'é–x', '-rf;&|']
    const server = await serverWith({})
    for (const name of odd) {
      const root = path.join(folder, name, 'public')
      const {target} = await targetAt(server, root)
      const before = await target.publish(bundle, createShareID())
      const receipt = await target.publish(bigBundle('some words. '), before.path, before)
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
      await target.remove([receipt])
      expect(await readdir(root)).toEqual([])
    }
    expect((await readdir(folder)).sort()).toEqual(odd.sort())
  })

  it('lies below the login folder where the path is relative, and in folders of its own', async () => {
    const folder = await makeFolder()
    const server = await serverWith({sftp: `${sftpServer} -d ${folder}`})
    const {target} = await targetAt(server, 'public/shares')
    const nested = new Map([...bundleOf({'a/b/c.txt': 'c', 'a/d.txt': 'd'}), ...bundle])
    const id = createShareID()
    const receipt = await target.publish(nested, id)
    const next = new Map([...bundleOf({'e/f.txt': 'f'}), ...bundle])
    const after = await target.publish(next, id, receipt)
    expect(await folderTexts(path.join(folder, 'public/shares'))).toEqual(await textsOf(next, id))
    await target.remove([after])
    expect(await folderTexts(folder)).toEqual({'public/shares/': ''})
  })

  it('goes with a thousand others over one connection', async () => {
    const root = await makeFolder()
    const server = await serverWith({})
    const {target} = await targetAt(server, root)
    const receipt = await target.publish(bundle, createShareID())
    const ids = Array.from({length: 1_200}, createShareID)
    for (const id of ids)
      await cp(path.join(root, receipt.path), path.join(root, id), {recursive: true})
    const before = await countLogins(server)
    expect(await target.list()).toEqual([...ids, receipt.path].sort())
    const receipts = ids.map((id) => target.plan(bundle, id))
    expect((await target.inspect(receipts)).every(({isComplete}) => isComplete)).toBe(true)
    await target.remove(receipts)
    expect((await target.inspect(receipts)).every(({isGone}) => isGone)).toBe(true)
    expect(await countLogins(server)).toBe(before + 4)
    expect(await readdir(root)).toEqual([receipt.path])
  })
})

describe('ssh: what lies in the way', () => {
  it('is cleared where a killed run left it, and only then', async () => {
    const root = await makeFolder()
    const {target} = await targetAt(await serverWith({}), root)
    const id = createShareID()
    const stale = `.${id}.partial-${'0'.repeat(32)}`
    const kept = [`.${createShareID()}.partial-${'0'.repeat(32)}`, `.${id}.partial-mine`, `.${id}`]
    for (const name of kept) await mkdir(path.join(root, name))
    await mkdir(path.join(root, stale, 'a'), {recursive: true})
    await writeFile(path.join(root, stale, 'a/b.txt'), 'half')
    await target.publish(bundle, id)
    expect((await readdir(root)).sort()).toEqual([...kept, id].sort())
  })

  it('is refused where it is a symlink, which is never followed', async () => {
    const folder = await makeFolder()
    const outside = path.join(folder, 'outside')
    await mkdir(outside)
    await writeFile(path.join(outside, 'index.html'), 'theirs')
    await mkdir(path.join(folder, 'real'))
    await symlink(path.join(folder, 'real'), path.join(folder, 'root'))
    const {target} = await targetAt(await serverWith({}), path.join(folder, 'root'))
    const code = 'TARGET_PATH_UNSAFE'

    const id = createShareID()
    await symlink(outside, path.join(folder, 'real', id))
    await expect(target.publish(bundle, id)).rejects.toMatchObject({code})
    await expect(target.remove([target.plan(bundle, id)])).rejects.toMatchObject({code})
    await expect(target.inspect([target.plan(bundle, id)])).rejects.toMatchObject({code})
    expect(await target.list()).toEqual([])

    const receipt = await target.publish(bundle, createShareID())
    const extra = {path: 'a/x.txt', size: 1, sha256: ''}
    await symlink(outside, path.join(folder, 'real', receipt.path, 'a'))
    const more = new Map([...bundleOf({'a/index.html': 'ours'}), ...bundle])
    await expect(target.publish(more, receipt.path, receipt)).rejects.toMatchObject({code})
    const remove = target.remove([{...receipt, files: [...receipt.files, extra]}])
    await expect(remove).rejects.toMatchObject({code})
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})

    await symlink(outside, path.join(folder, 'real', receipt.path, 'link.txt'))
    const link = {path: 'link.txt', size: 1, sha256: ''}
    await target.remove([{...receipt, files: [...receipt.files, link]}])
    expect(await readdir(path.join(folder, 'real', receipt.path))).toEqual(['a'])
    expect(await folderTexts(outside)).toEqual({'index.html': 'theirs'})
  })

  it('tells a folder that is none from one that is not there', async () => {
    const folder = await makeFolder()
    const server = await serverWith({})
    await writeFile(path.join(folder, 'file'), '')
    const {target} = await targetAt(server, path.join(folder, 'file/public'))
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('is no folder'),
    })
    const {target: absent} = await targetAt(server, path.join(folder, 'absent'))
    expect(await absent.list()).toEqual([])
    const planned = absent.plan(bundle, createShareID())
    expect(await absent.find(planned.path)).toBeUndefined()
    expect(await inspectOne(absent, planned)).toMatchObject({isReachable: false, isGone: true})
    expect((await absent.check())[0]).toMatchObject({level: 'warning'})
    expect(await readdir(folder)).toEqual(['file'])
  })
})

describe('ssh: a check', () => {
  it('warns of an address where a missing page is served, and of one that is silent', async () => {
    const root = await makeFolder()
    const {host, config} = await serverWith({})
    const web = http.createServer((_, response) => response.end('anything'))
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
    const {port} = web.address() as AddressInfo // Listening on TCP.
    const url = `http://127.0.0.1:${port}/`
    const check = () => ssh({host, path: root, url}, sshContext(config)).check()
    expect((await check()).map(({level}) => level)).toEqual(['good', 'warning'])
    web.closeAllConnections()
    await new Promise((resolve) => web.close(resolve))
    expect((await check()).map(({level}) => level)).toEqual(['good', 'warning'])
    expect(await readdir(root)).toEqual([])
  })
})

describe('ssh: connections', () => {
  it('are those that `ssh_config` shares already', async () => {
    const server = await serverWith({})
    const shared = ['ControlMaster auto', `ControlPath ${server.folder}/%C`, 'ControlPersist no']
    const config = await server.configWith(shared)
    const root = await makeFolder()
    const {target} = await targetAt({...server, config}, root)
    const receipt = await target.publish(bundle, createShareID())
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    expect(await countLogins(server)).toBe(2)
  })

  it('need no socket where its path would be too long', async () => {
    const server = await serverWith({})
    const root = await makeFolder()
    const {target} = await targetAt(server, root)
    const long = path.join(await makeFolder(), 'long'.repeat(30))
    await mkdir(long)
    const {TMPDIR} = process.env
    onTestFinished(() => {
      if (TMPDIR === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = TMPDIR
    })
    process.env.TMPDIR = long
    await target.publish(bundle, createShareID())
    expect(await countLogins(server)).toBe(2)
    expect(await readdir(long)).toEqual([])
  })
})

function which(program: string): string {
  return spawnSync('/bin/sh', ['-c', `command -v ${program}`], {encoding: 'utf8'}).stdout.trim()
}

async function textsOf(files: Bundle, id: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  for (const [file, content] of files) {
    const chunks: Uint8Array[] = []
    for await (const chunk of content.read()) chunks.push(chunk)
    texts[`${id}/${file}`] = Buffer.concat(chunks).toString()
  }
  return texts
}
