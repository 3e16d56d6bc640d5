import {execFile} from 'node:child_process'
import {chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {promisify} from 'node:util'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import type {Content} from '../../src/session/bundle.js'
import {githubPages} from '../../src/targets/github-pages.js'
import {inspectOne, type Receipt} from '../../src/targets/types.js'
import {bundleScript} from '../ledger/bundle-script.js'
import {bundleOf, versionOf} from './bundles.js'
import {nobody, testTarget} from './conformance.js'
import {branch, createGitHost, type GitHost} from './git-host.js'

const script = await bundleScript(path.join(import.meta.dirname, 'publish-script.ts'))
const run = promisify(execFile)
const url = 'https://pages.example/site'

for (const [name, options] of Object.entries({
  'github-pages': {},
  'github-pages in a folder that may rewrite': {folder: 'docs/shares', allowRewrite: true},
})) {
  testTarget(name, async () => {
    const host = await createGitHost(onTestFinished)
    const folder = 'folder' in options ? `${options.folder}/` : ''
    const {remote, context} = host
    return {
      target: githubPages({remote, url, ...options}, context),
      importable: githubPages({remote, ...options, url: nobody, importable: true}, context),
      async served() {
        const files = Object.entries(host.files())
        return Object.fromEntries(files.map(([file, text]) => [file.slice(folder.length), text]))
      },
      put: async (file, text) => void host.commit(folder + file, text),
      take: async (file) => void host.commit(folder + file, undefined),
    }
  })
}

describe('github-pages', () => {
  it('says where a share lies and is read', async () => {
    const {target, host} = await setUp({folder: 'docs'})
    expect(target.plan(versionOf('one'), 's_x')).toMatchObject({
      url: `${url}/s_x/`,
      location: `${host.remote}#${branch}:docs/s_x`,
    })
  })

  it('keeps an old version of a share in no commit', async () => {
    const {target, host} = await setUp()
    const [id, other] = [createShareID(), createShareID()]
    const first = await target.publish(versionOf('secret of the first'), id)
    await target.publish(versionOf('other'), other)
    await target.publish(versionOf('second'), id, first)
    expect(host.git(['rev-list', '--count', branch]).trim()).toBe('1')
    expect(host.everHeld().get(`${id}/session.md`)).toEqual(new Set(['# second\n']))
    expect(host.everHeld().has(`${other}/index.html`)).toBe(true)
  })

  it('puts its own into one commit upon what others committed', async () => {
    const {target, host} = await setUp()
    const theirs = host.commit('CNAME', 'shares.example')
    const first = await target.publish(versionOf('first'), createShareID())
    await target.publish(versionOf('second'), first.path, first)
    await target.publish(versionOf('third'), createShareID())
    const parents = host.git(['rev-list', '--parents', branch]).trim().split('\n')
    expect(parents).toHaveLength(2)
    expect(parents[0]?.split(' ')[1]).toBe(theirs)
    expect(host.everHeld().get(`${first.path}/session.md`)?.size).toBe(1)
    expect(host.files()).toHaveProperty(['CNAME'])
  })

  it('tells nothing of a session, a person or a place in its commits', async () => {
    const {target, host} = await setUp()
    await writeFile(
      path.join(host.root, '.gitconfig'),
      '[user]\nname = Me\nemail = me@example.com\n',
    )
    const {path: id} = await target.publish(versionOf('title'), createShareID())
    const commit = host.git(['cat-file', '-p', branch])
    expect(commit).toMatch(
      /^tree \w+\n(author|committer) sessionpress <sessionpress@localhost> \d+ \+0000\ncommitter sessionpress <sessionpress@localhost> \d+ \+0000\n\nUpdate pages\n$/,
    )
    expect(commit).not.toContain(id)
  })

  it('adds `.nojekyll` and a 404 page that names nothing where the branch is its own', async () => {
    const {target, host} = await setUp()
    const receipt = await target.publish(versionOf('one'), createShareID())
    const page = host.files(true)['404.html'] ?? ''
    expect(host.files(true)).toMatchObject({'.nojekyll': ''})
    expect(page).toContain('noindex')
    expect(page).not.toMatch(/<script|s_|sessionpress/)
    await target.remove([receipt])
    expect(Object.keys(host.files(true))).toEqual(['.nojekyll', '404.html'])
  })

  it('adds neither where others have files', async () => {
    const {target, host} = await setUp()
    host.commit('index.html', 'theirs')
    const {path: id} = await target.publish(versionOf('one'), createShareID())
    const names = new Set(Object.keys(host.files(true)).map((file) => file.split('/')[0]))
    expect(names).toEqual(new Set(['index.html', id]))
  })

  it('writes nothing when nothing changed', async () => {
    const {target, host} = await setUp()
    const receipt = await target.publish(versionOf('one'), createShareID())
    const before = host.git(['rev-parse', branch])
    await target.publish(versionOf('one'), receipt.path, receipt)
    expect(host.git(['rev-parse', branch])).toBe(before)
  })

  it('loses nothing when six publish and remove at once', {timeout: 240_000}, async () => {
    const {target, host} = await setUp()
    host.commit('theirs.txt', 'theirs')
    const before: Receipt[] = []
    for (let count = 0; count < 7; count++) {
      before.push(await target.publish(versionOf(`before ${count}`), createShareID()))
    }
    const lists = before.slice(1).map(({path: id}) => [id, ...Array.from({length: 5}, createID)])
    const outputs = await Promise.all(
      lists.map((ids) => run(process.execPath, [script, host.root, host.remote, ...ids])),
    )
    const receipts = outputs.flatMap(({stdout}) => JSON.parse(stdout) as Receipt[])
    expect(receipts).toHaveLength(30)
    const found = await target.inspect([...before, ...receipts])
    expect(found.filter(({isComplete}) => isComplete)).toHaveLength(31)
    expect(found.filter(({isGone}) => isGone)).toHaveLength(6)
    expect(host.files()).toHaveProperty(['theirs.txt'], 'theirs')
    expect(Object.keys(host.files()).length).toBe(1 + 31 * versionOf('').size)
  })

  it('works on from a private clone that is damaged or gone', {timeout: 120_000}, async () => {
    const {target, host} = await setUp()
    const receipts = [await target.publish(versionOf('first'), createShareID())]
    const damages: ((clone: string) => Promise<void>)[] = [
      (clone) => rm(clone, {recursive: true}),
      (clone) => rm(path.join(clone, 'objects'), {recursive: true}),
      (clone) => writeFile(path.join(clone, 'HEAD'), 'nonsense'),
      (clone) => writeFile(path.join(clone, 'config'), '[nonsense'),
      tearObjects,
      // What a killed run leaves.
      async (clone) => {
        const seen = path.join(clone, 'refs/seen')
        const [name] = await readdir(seen)
        await writeFile(path.join(seen, `${name}.lock`), '')
      },
    ]
    for (const damage of damages) {
      await damage(await findClone(host))
      expect(await inspectOne(target, receipts[0] as Receipt)).toMatchObject({isComplete: true})
      await damage(await findClone(host))
      receipts.push(await target.publish(versionOf('next'), createShareID()))
    }
    expect((await target.list()).length).toBe(1 + damages.length)
    await tearObjects(await findClone(host))
    await target.remove(receipts)
    expect(host.files()).toEqual({})
  })

  it('clears a clone that a killed run was about to remove', async () => {
    const {target, host} = await setUp()
    await target.list()
    const clone = await findClone(host)
    await rename(clone, `${clone}.old-0123456789abcdef`)
    await target.list()
    expect(await readdir(path.dirname(clone))).toEqual([path.basename(clone)])
  })

  it('keeps its clone to this user', async () => {
    const {target, host} = await setUp()
    await target.list()
    expect((await stat(await findClone(host))).mode & 0o777).toBe(0o700)
  })

  it.each([
    ['a file', {'media-aaaaaaaaaaaaaaaa.png': 2 ** 27}, 'media-aaaaaaaaaaaaaaaa.png'],
    ['a site', sizes(12, 95 * 2 ** 20), 'media-0000000000000000.png'],
  ])('refuses %s that hosts do not take, before it reads any of it', async (_, big, named) => {
    const {target, host} = await setUp()
    const fake = Object.entries(big).map(([file, size]) => [file, hugeContent(size)] as const)
    const publish = target.publish(new Map([...fake, ...versionOf('one')]), createShareID())
    const error = await publish.catch((error: unknown) => error)
    expect(error).toMatchObject({code: 'TARGET_FULL', message: expect.stringContaining(named)})
    expect(host.files()).toEqual({})
  })

  it.each(['.git/config', 'a/.GIT/x', 'git~1'])(
    'refuses %s, which git keeps for itself',
    async (file) => {
      const {target} = await setUp()
      const publish = target.publish(
        new Map([...bundleOf({[file]: 'x'}), ...versionOf('one')]),
        createShareID(),
      )
      await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    },
  )

  it('refuses a share where a file is in the way', async () => {
    const {target, host} = await setUp({folder: 'docs'})
    host.commit('docs', 'a file')
    const publish = target.publish(versionOf('one'), createShareID())
    await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
    expect(host.files()).toEqual({docs: 'a file'})
  })

  it('follows no symlink, and removes one in the place of a file', async () => {
    const {target, host} = await setUp()
    const receipt = await target.publish(versionOf('one'), createShareID())
    host.commit(`${receipt.path}/index.html`, '../theirs.html', {mode: '120000'})
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, wrong: ['index.html']})
    const update = target.publish(versionOf('two'), receipt.path, receipt)
    await expect(update).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    await target.remove([receipt])
    expect(host.files()).toEqual({})
  })

  it('runs no hook of the person, and leaves the repository around it alone', async () => {
    const {host} = await setUp()
    const mark = path.join(host.root, 'ran')
    const hooks = path.join(host.root, 'hooks')
    await mkdir(hooks)
    // The remote lies on this machine too, and has settings of its own.
    host.git(['config', 'core.hooksPath', path.join(host.folder, 'hooks')])
    for (const name of ['pre-push', 'reference-transaction', 'pre-auto-gc']) {
      await writeFile(path.join(hooks, name), `#!/bin/sh\ntouch ${mark}\nexit 1\n`, {mode: 0o755})
    }
    await writeFile(
      path.join(host.root, '.gitconfig'),
      `[core]\nhooksPath = ${hooks}\n[commit]\ngpgSign = true\n[push]\ngpgSign = true\n`,
    )
    const env = {
      ...host.context.env,
      GIT_DIR: host.root,
      GIT_INDEX_FILE: '/nowhere',
      GIT_TRACE: '1',
    }
    const target = githubPages({remote: host.remote, url}, {...host.context, env})
    await target.publish(versionOf('one'), createShareID())
    await expect(readFile(mark)).rejects.toMatchObject({code: 'ENOENT'})
  })
})

async function setUp(options: {folder?: string; allowRewrite?: boolean} = {}) {
  const host = await createGitHost(onTestFinished)
  return {host, target: githubPages({remote: host.remote, url, ...options}, host.context)}
}

function createID(): string {
  return createShareID()
}

async function findClone({root}: GitHost): Promise<string> {
  const folder = path.join(root, 'cache/git')
  const [name = ''] = await readdir(folder)
  return path.join(folder, name)
}

/** Cut every object of a clone short. */
async function tearObjects(clone: string): Promise<void> {
  const objects = path.join(clone, 'objects')
  for (const name of await readdir(objects, {recursive: true})) {
    const file = path.join(objects, name)
    if (!(await stat(file)).isFile()) continue
    await chmod(file, 0o600)
    await writeFile(file, (await readFile(file)).subarray(0, 20))
  }
}

function hugeContent(size: number): Content {
  return {
    size,
    sha256: '0'.repeat(64),
    read() {
      throw new Error('It was read.')
    },
  }
}

function sizes(count: number, size: number): Record<string, number> {
  const names = Array.from({length: count}, (_, index) => index.toString(16).padStart(16, '0'))
  return Object.fromEntries(names.map((name) => [`media-${name}.png`, size]))
}
