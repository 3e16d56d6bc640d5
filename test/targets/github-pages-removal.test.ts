import {readdir, readFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {githubPages} from '../../src/targets/github-pages.js'
import {inspectOne, type Receipt, type Target} from '../../src/targets/types.js'
import {versionOf} from './bundles.js'
import {branch, createGitHost, type GitHost, runGit, somebody} from './git-host.js'

const secret = 'words that must be in no commit'

describe('github-pages: a removal', () => {
  it('leaves a share in no commit of a branch of our own, nor in the private clone', async () => {
    const {host, target} = await setUp()
    const [gone, kept] = [await publish(target, secret), await publish(target, 'kept')]
    const {notes} = await target.remove([gone])
    expect(held(host)).not.toContain(secret)
    expect(Object.keys(host.files())).toEqual([...filesOf(kept)].sort())
    expect(notes).toEqual([expect.stringContaining('--encrypt')])
    const [clone = ''] = await readdir(path.join(host.root, 'cache/git'))
    const objects = await readObjects(path.join(host.root, 'cache/git', clone))
    expect(objects).toContain('# kept')
    expect(objects).not.toContain(secret)
  })

  it('ends where the host takes every push and puts the branch back', async () => {
    const {host, target} = await setUp()
    const receipt = await publish(target, secret)
    await host.hook('post-receive', 'while read old new ref; do git update-ref "$ref" "$old"; done')
    await expect(target.remove([receipt])).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('took the push'),
    })
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true, isGone: false})
  })

  it('keeps commits of others byte for byte, before it and, where allowed, after it', async () => {
    const {host, target} = await setUp({allowRewrite: true})
    const before = host.commit('before.txt', 'theirs', {message: 'Ünd\n\n  so  weiter\n\n'})
    const gone = await publish(target, secret)
    host.commit('odd "name"\\ é\n\t.txt', 'after', {message: 'After'})
    const kept = await publish(target, 'kept')
    const files = host.files()

    await target.remove([gone])
    expect(held(host)).not.toContain(secret)
    expect(await inspectOne(target, gone)).toMatchObject({isGone: true})
    expect(await inspectOne(target, kept)).toMatchObject({isComplete: true})
    for (const file of filesOf(gone)) delete files[file]
    expect(host.files()).toEqual(files)
    const [last, after, first] = host.git(['rev-list', branch]).trim().split('\n')
    expect(first).toBe(before)
    expect(host.git(['cat-file', '-p', after ?? ''])).toContain(
      `author ${somebody.GIT_AUTHOR_NAME} <${somebody.GIT_AUTHOR_EMAIL}> ${somebody.GIT_AUTHOR_DATE}\ncommitter ${somebody.GIT_COMMITTER_NAME} <${somebody.GIT_COMMITTER_EMAIL}> ${somebody.GIT_COMMITTER_DATE}\n\nAfter\n`,
    )
    expect(host.git(['cat-file', '-p', last ?? ''])).toContain(`parent ${after}\n`)
  })

  it('keeps a message and its encoding as they are in a commit that it rewrites', async () => {
    const {host, target} = await setUp({allowRewrite: true})
    const gone = await publish(target, secret)
    const parent = host.git(['rev-parse', branch]).trim()
    const tree = host.git(['rev-parse', `${branch}^{tree}`]).trim()
    const rest =
      'author  <> 1500000000 +0545\ncommitter A. <a@b> 1500000001 -0000\nencoding ISO-8859-1\n\n\n lead and trail \n\n'
    const odd = host
      .git(
        ['hash-object', '-t', 'commit', '-w', '--stdin'],
        `tree ${tree}\nparent ${parent}\n${rest}`,
      )
      .trim()
    host.git(['update-ref', `refs/heads/${branch}`, odd])
    await target.remove([gone])
    expect(held(host)).not.toContain(secret)
    const raw = host.git(['cat-file', 'commit', branch])
    expect(raw.replace(/^(tree|parent) \w+\n/gm, '')).toBe(rest)
  })

  it('makes a plain commit where others have committed upon a share, and says what stays', async () => {
    const {host, target} = await setUp()
    const gone = await publish(target, secret)
    const theirs = host.commit('theirs.txt', 'theirs')
    const free = await publish(target, 'free to go')
    const {notes} = await target.remove([gone, free])
    expect(host.files()).toEqual({'theirs.txt': 'theirs'})
    expect(host.git(['merge-base', '--is-ancestor', theirs, branch])).toBe('')
    expect(held(host)).toContain(secret)
    expect(held(host)).not.toContain('free to go')
    expect(notes[0]).toMatch(/^What was removed stays in the history .*allowRewrite/)
    expect(await target.inspect([gone, free])).toMatchObject([{isGone: true}, {isGone: true}])

    const allowed = githubPages({remote: host.remote, url, allowRewrite: true}, host.context)
    expect(await inspectOne(allowed, gone)).toMatchObject({isGone: false, present: []})
    await allowed.remove([gone])
    expect(held(host)).not.toContain(secret)
    expect(await inspectOne(allowed, gone)).toMatchObject({isGone: true})
    expect(host.files()).toEqual({'theirs.txt': 'theirs'})
  })

  it('goes on until a share is in no commit that may be rewritten', async () => {
    const {host, target} = await setUp()
    const receipt = await publish(target, secret)
    const tip = host.git(['rev-parse', branch]).trim()
    // As a host that kept every commit would have it: gone now, held before.
    const empty = host.git(['mktree']).trim()
    const who = 'sessionpress <sessionpress@localhost> 1700000000 +0000'
    const raw = `tree ${empty}\nparent ${tip}\nauthor ${who}\ncommitter ${who}\n\nRemove pages\n`
    const id = host.git(['hash-object', '-t', 'commit', '-w', '--stdin'], raw).trim()
    host.git(['update-ref', `refs/heads/${branch}`, id])
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, present: []})
    await target.remove([receipt])
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: true})
    expect(held(host)).not.toContain(secret)
  })

  it('rewrites merges as merges', async () => {
    const {host, target} = await setUp({allowRewrite: true})
    host.commit('base.txt', 'base')
    const gone = await publish(target, secret)
    const side = host.git(['rev-parse', branch]).trim()
    host.commit('main.txt', 'main')
    const work = path.join(host.root, 'work')
    runGit(host.root, ['clone', '-q', '-b', branch, host.folder, work])
    runGit(work, ['checkout', '-q', '-b', 'side', side])
    runGit(work, ['commit', '-q', '--allow-empty', '-m', 'Side'])
    runGit(work, ['checkout', '-q', branch])
    runGit(work, ['merge', '-q', '--no-ff', '-m', 'Merge', 'side'])
    runGit(work, ['push', '-q', 'origin', branch])
    await target.remove([gone])
    expect(held(host)).not.toContain(secret)
    const subjects = host.git(['log', '--format=%s', '--topo-order', branch]).trim().split('\n')
    expect(subjects).toEqual(['Merge', 'Side', 'Their change', 'Their change'])
    expect(host.git(['rev-list', '--count', '--merges', branch]).trim()).toBe('1')
    expect(host.files()).toEqual({'base.txt': 'base', 'main.txt': 'main'})
  })

  it('keeps of a merge what others brought when the line before it vanishes', async () => {
    const {host, target} = await setUp({allowRewrite: true})
    const [gone] = writeHistory(host, target, 1) as [Receipt]
    const ours = host.git(['rev-parse', branch]).trim()
    host.git(['update-ref', '-d', `refs/heads/${branch}`])
    const kept = host.commit('theirs.txt', 'theirs')
    const lines = [ours, kept].map((id) => host.git(['ls-tree', id]))
    const theirs = host.commit('left-out-of-the-merge.txt', 'theirs')
    const tree = host.git(['mktree'], lines.join('')).trim()
    const merge = host.git(['commit-tree', tree, '-p', ours, '-p', theirs, '-m', 'Merge']).trim()
    host.git(['update-ref', `refs/heads/${branch}`, merge])
    await target.remove([gone])
    expect(host.files()).toEqual({'theirs.txt': 'theirs'})
    expect(host.git(['log', '--format=%s %P', branch])).toBe(
      `Merge ${theirs}\nTheir change ${kept}\nTheir change \n`,
    )
    expect(await inspectOne(target, gone)).toMatchObject({isGone: true})
  })

  it('falls back to a plain commit where the host lets nobody rewrite, and says so', async () => {
    const {host, target} = await setUp()
    host.git(['config', 'receive.denyNonFastForwards', 'true'])
    const first = await publish(target, secret)
    const [gone, kept] = [
      await target.publish(versionOf('second'), first.path, first),
      await publish(target, 'kept'),
    ]
    expect(await inspectOne(target, gone)).toMatchObject({isComplete: true})
    const {notes} = await target.remove([gone])
    expect(Object.keys(host.files()).sort()).toEqual([...filesOf(kept)].sort())
    expect(held(host)).toContain(secret)
    expect(notes[0]).toMatch(/^What was removed stays in the history .*force pushes/)
    expect(await inspectOne(target, gone)).toMatchObject({isGone: true})

    host.git(['config', 'receive.denyNonFastForwards', 'false'])
    await target.remove([gone])
    expect(held(host)).not.toContain(secret)
    expect(await inspectOne(target, kept)).toMatchObject({isComplete: true})
  })

  it('takes away what a share held in earlier versions, and keeps what others put beside it', async () => {
    const {host, target} = await setUp({allowRewrite: true})
    const first = await target.publish(
      versionOf('first', {'page-0123456789abcdef.html': secret}),
      createShareID(),
    )
    host.commit(`${first.path}/theirs.txt`, 'theirs')
    const second = await target.publish(versionOf('second'), first.path, first)
    await target.remove([second])
    expect(held(host)).not.toContain(secret)
    expect(host.files()).toEqual({[`${first.path}/theirs.txt`]: 'theirs'})
  })

  it('removes many shares of as many commits at once, and leaves the others', async () => {
    const {host, target} = await setUp()
    const receipts = writeHistory(host, target, 1_200)
    const kept = receipts.filter((_, index) => index % 4 === 0)
    const gone = receipts.filter((_, index) => index % 4 !== 0)
    expect((await target.list()).length).toBe(1_200)
    await target.remove(gone)
    const found = await target.inspect(receipts)
    expect(found.filter(({isGone}) => isGone)).toHaveLength(gone.length)
    expect(found.filter(({isComplete}) => isComplete)).toHaveLength(kept.length)
    expect(host.git(['rev-list', '--count', branch]).trim()).toBe(String(kept.length))
    await target.remove(receipts)
    expect(host.files(true)).toEqual({})
    expect(host.git(['rev-list', '--count', branch]).trim()).toBe('1')
  })
})

const url = 'https://pages.example/site'

async function setUp(options: {allowRewrite?: boolean} = {}) {
  const host = await createGitHost(onTestFinished)
  return {host, target: githubPages({remote: host.remote, url, ...options}, host.context)}
}

function publish(target: Target, text: string): Promise<Receipt> {
  return target.publish(versionOf(text), createShareID())
}

function filesOf({path: name, files}: Receipt): string[] {
  return files.map((file) => `${name}/${file.path}`)
}

/** All texts that a fresh clone of the branch gets. */
function held(host: GitHost): string {
  return [...host.everHeld().values()].flatMap((texts) => [...texts]).join('\n')
}

/** The content of every object of a repository, whether or not anything leads to it. */
async function readObjects(folder: string): Promise<string> {
  await expect(readFile(path.join(folder, 'HEAD'), 'utf8')).resolves.toContain('ref:')
  const git = (...parameters: string[]) => runGit(folder, [`--git-dir=${folder}`, ...parameters])
  return git('cat-file', '--batch-all-objects', '--batch', '--unordered')
}

/** A commit of ours for each of so many shares, as a host has them that keeps every commit. */
function writeHistory(host: GitHost, target: Target, count: number): Receipt[] {
  const who = 'sessionpress <sessionpress@localhost> 1700000000 +0000'
  const bundle = versionOf('one')
  const texts = {'.sessionpress': '{"format":1}\n', 'session.md': '# one\n'}
  const page = '<!doctype html><title>one</title>'
  const receipts = Array.from({length: count}, () => target.plan(bundle, createShareID()))
  const commits = receipts.map(({path: id}) => {
    const files = Object.entries({...texts, 'index.html': page}).map(
      ([file, text]) => `M 100644 inline ${id}/${file}\ndata ${text.length}\n${text}\n`,
    )
    const start = `commit refs/heads/${branch}\nauthor ${who}\ncommitter ${who}\n`
    return `${start}data 13\nUpdate pages\n\n${files.join('')}\n`
  })
  host.git(['fast-import', '--quiet'], commits.join(''))
  return receipts
}
