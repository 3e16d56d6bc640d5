import {chmod, mkdir, readFile, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {githubPages, githubPagesSchema} from '../../src/targets/github-pages.js'
import {inspectOne} from '../../src/targets/types.js'
import {freePort} from '../support/free-port.js'
import {versionOf} from './bundles.js'
import {branch, createGitHost} from './git-host.js'

const url = 'https://pages.example/site'
const token = ['not', 'a', 'token'].join('-')

describe('github-pages: its options', () => {
  it.each([
    'https://example.com/me/pages.git',
    'http://127.0.0.1:8080/pages.git',
    'ssh://git@example.com:2222/me/pages.git',
    'git@example.com:me/pages.git',
    'example.com:pages.git',
    'file:///srv/git/pages.git',
    '/srv/git/pages.git',
  ])('take the remote %s', (remote) => {
    expect(issueOf({remote})).toBeUndefined()
  })

  it.each([
    ['ext::sh -c date', 'write an'],
    ['ext::date', 'write an'],
    ['fd::17', 'write an'],
    ['-oProxyCommand=date', 'write an'],
    ['--upload-pack=date', 'write an'],
    ['git@-oProxyCommand=date:x', 'write an'],
    ['host:-x', 'write an'],
    ['ssh://-oProxyCommand=date/x', 'write an'],
    ['git://example.com/x', 'write an'],
    ['http://example.com/x', 'not encrypted'],
    ['ftp://example.com/x', 'write an'],
    ['file://example.com/x', 'write an'],
    ['../pages.git', 'write an'],
    ['pages.git', 'write an'],
    ['origin', 'write an'],
    ['', 'write an'],
    ['https://example.com/x?a=b', 'write an'],
    ['https://example.com/x y', 'write an'],
    ['/srv/a\nb', 'write an'],
    [`https://me:${token}@example.com/x`, 'credentials'],
    [`https://${token}@example.com/x`, 'credentials'],
    [`ssh://git:${token}@example.com/x`, 'credentials'],
  ])('refuse the remote %j', (remote, why) => {
    expect(issueOf({remote})).toContain(why)
    expect(issueOf({remote})).not.toContain(token)
  })

  it.each([
    '-f',
    '',
    'a..b',
    'a//b',
    'a.lock',
    '/a',
    'a b',
    'a:b',
    '+a',
    'a^',
    'HEAD~1',
    '@{u}',
    '*',
  ])('refuse the branch %j', (name) => {
    expect(issueOf({branch: name})).toContain('branch')
  })

  it.each(['../a', '/a', 'a//b', 'a/', '.git', 'a/.GIT', 'a\\b', '.'])(
    'refuse the folder %j',
    (folder) => {
      expect(issueOf({folder})).toContain('folder')
    },
  )

  it.each([{branch: 'pages/of-me_2'}, {folder: 'docs/shares'}, {folder: ''}])(
    'take %j',
    (options) => {
      expect(issueOf(options)).toBeUndefined()
    },
  )
})

describe('github-pages: its remote', () => {
  it('is denied where there is no such repository', async () => {
    const {host, target} = await setUp()
    await rm(host.folder, {recursive: true})
    for (const attempt of [() => target.list(), () => target.publish(versionOf('one'), 's_x')]) {
      await expect(attempt()).rejects.toMatchObject({code: 'TARGET_DENIED'})
    }
  })

  it('is unavailable where nobody answers', async () => {
    const {host} = await setUp()
    const remote = `http://127.0.0.1:${await freePort()}/pages.git`
    const target = githubPages({remote, url}, host.context)
    await expect(target.list()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining(remote),
    })
  })

  it('is told with the words of its hook, cut short and without control characters', async () => {
    const {host, target} = await setUp()
    await host.hook(
      'pre-receive',
      `printf 'Only \\033[31mreviewed pages here: https://me:${token}@example.com/\\n' >&2; yes 'and so on' | head -n 60 >&2; exit 1`,
    )
    const error = await target
      .publish(versionOf('one'), createShareID())
      .catch((error: unknown) => error)
    expect(error).toMatchObject({code: 'TARGET_DENIED'})
    const {message} = error as Error
    expect(message).toContain('pre-receive hook declined')
    expect(message).toContain('reviewed pages here: https://example.com/')
    expect(message).not.toMatch(/\p{Cc}/u)
    expect(message.length).toBeLessThan(800)
    expect(host.files(true)).toEqual({})
  })

  it('may move before a push begins, and nothing of anybody is lost', async () => {
    const {host, target} = await setUp()
    await target.publish(versionOf('first'), createShareID())
    const before = host.git(['rev-parse', branch]).trim()
    const theirs = host.commit('theirs.txt', 'theirs')
    host.git(['update-ref', `refs/heads/${branch}`, before])
    const ssh = path.join(host.root, 'ssh')
    const move = `git --git-dir='${host.folder}' update-ref refs/heads/${branch} ${theirs}`
    await writeFile(
      ssh,
      `#!/bin/sh\nfor last; do :; done\ncase "$last" in *receive-pack*) [ -e '${ssh}.done' ] || { ${move}; touch '${ssh}.done'; };; esac\nexec sh -c "$last"\n`,
      {mode: 0o755},
    )
    const env = {...host.context.env, GIT_SSH_COMMAND: ssh, GIT_SSH_VARIANT: 'ssh'}
    const remote = `git@example.invalid:${host.folder}`
    const over = githubPages({remote, url}, {...host.context, env})
    const second = await over.publish(versionOf('second'), createShareID())
    expect(await inspectOne(target, second)).toMatchObject({isComplete: true})
    expect(host.files()).toHaveProperty(['theirs.txt'])
    expect(await target.list()).toHaveLength(2)
  })

  it('may move while a push is under way, and nothing of anybody is lost', async () => {
    const {host, target} = await setUp()
    const first = await target.publish(versionOf('first'), createShareID())
    const before = host.git(['rev-parse', branch]).trim()
    const theirs = host.commit('theirs.txt', 'theirs')
    host.git(['update-ref', `refs/heads/${branch}`, before])
    // As if somebody pushed after our lease was looked at.
    await host.hook(
      'pre-receive',
      `[ -e moved ] && exit 0; touch moved; env -u GIT_QUARANTINE_PATH git update-ref refs/heads/${branch} ${theirs}`,
    )
    const second = await target.publish(versionOf('second'), createShareID())
    const found = await target.inspect([first, second])
    expect(found).toMatchObject([{isComplete: true}, {isComplete: true}])
    expect(host.files()).toHaveProperty(['theirs.txt'])
  })

  it('is asked again when the answer to a push is lost', async () => {
    const {host, target} = await setUp()
    await host.hook('post-receive', 'kill -9 $PPID')
    const receipt = await target.publish(versionOf('one'), createShareID())
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    await target.remove([receipt])
    expect(host.files()).toEqual({})
  })

  it('is reached without credentials in what is kept or said', async () => {
    const {host, target} = await setUp()
    const receipt = await target.publish(versionOf('one'), createShareID())
    expect(receipt.location).toBe(`${host.remote}#${branch}:${receipt.path}`)
    const remote = `http://127.0.0.1:${await freePort()}/pages.git`
    const instead = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${remote.replace('//', `//me:${token}@`)}.insteadOf`,
      GIT_CONFIG_VALUE_0: remote,
    }
    const env = {...host.context.env, ...instead}
    const error = await githubPages({remote, url}, {...host.context, env})
      .list()
      .catch((error: unknown) => error)
    expect(error).toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(String(error)).not.toContain(token)
  })

  it('is not reached through a helper that somebody configured for it', async () => {
    const {host} = await setUp()
    const remote = 'https://pages.invalid/x.git'
    const mark = path.join(host.root, 'ran')
    const instead = {
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.ext::sh -c "mkdir ${mark}" #.insteadOf`,
      GIT_CONFIG_VALUE_0: remote,
    }
    const env = {...host.context.env, ...instead}
    const list = githubPages({remote, url}, {...host.context, env}).list()
    await expect(list).rejects.toMatchObject({code: 'TARGET_DENIED'})
    // Nothing lies there, or this would fail.
    await mkdir(mark)
  })
})

describe('github-pages: ssh', () => {
  const batch = '-o BatchMode=yes'

  it('is never asked to prompt', async () => {
    const {publish, calls} = await overSSH()
    await publish()
    expect(await calls('ssh')).toContain(batch)
  })

  it('is the one that the person set, as it is', async () => {
    const {publish, calls, program} = await overSSH()
    await publish({GIT_SSH_COMMAND: `${program('mine')} -v`})
    expect(await calls('mine')).toContain('-v')
    expect(await calls('mine')).not.toContain(batch)
    const {host} = await overSSH()
    await writeFile(
      path.join(host.root, '.gitconfig'),
      `[core]\nsshCommand = ${program('theirs')}\n`,
    )
    await publish({HOME: host.root})
    expect(await calls('theirs')).not.toContain(batch)
  })

  /** Programs that stand for ssh to this machine: they note how they are called, and run what is asked of the other side. */
  async function overSSH() {
    const {host} = await setUp()
    const program = (name: string) => path.join(host.root, name)
    for (const name of ['ssh', 'mine', 'theirs']) {
      const log = `echo "$@" >> '${program(name)}.log'`
      await writeFile(
        program(name),
        `#!/bin/sh\n${log}\nfor last; do :; done\nexec sh -c "$last"\n`,
      )
      await chmod(program(name), 0o755)
    }
    const remote = `git@example.invalid:${host.folder}`
    const PATH = `${host.root}:${host.context.env.PATH}`
    return {
      host,
      program,
      calls: (name: string) => readFile(`${program(name)}.log`, 'utf8'),
      async publish(more: Record<string, string> = {}) {
        const env = {...host.context.env, PATH, GIT_SSH_VARIANT: 'ssh', ...more}
        const target = githubPages({remote, url}, {...host.context, env})
        const receipt = await target.publish(versionOf('one'), createShareID())
        expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
      },
    }
  }
})

describe('github-pages: its check', () => {
  it('tells of a branch that is not there yet, and makes none', async () => {
    const {host, target} = await setUp()
    const results = await target.check()
    expect(results.map(({message}) => message).join('\n')).toContain('the first share makes it')
    expect(host.git(['for-each-ref'])).toBe('')
  })

  it('tells of others on the branch, and of commits that keep shares', async () => {
    const {host, target} = await setUp()
    await target.publish(versionOf('one'), createShareID())
    expect(await messagesOf(target)).toContain('nothing but shares')
    host.commit('theirs.md', 'theirs')
    const said = await messagesOf(target)
    expect(said).toContain('files of others')
    expect(said).toContain('keeps it in the history')
    host.commit('.nojekyll', undefined)
    expect(await messagesOf(target)).toContain('.nojekyll')
  })

  it.each([
    [200, 'warning', 'answers 200'],
    [404, 'good', 'answers 404'],
    [500, 'warning', 'is not known'],
  ])('asks for a page that is not there: %i', async (status, level, said) => {
    const {host} = await setUp()
    const fetch = async () => new Response('page', {status})
    const results = await githubPages({remote: host.remote, url}, {...host.context, fetch}).check()
    expect(results).toContainEqual(
      expect.objectContaining({level, message: expect.stringContaining(said)}),
    )
  })
})

async function setUp() {
  const host = await createGitHost(onTestFinished)
  return {host, target: githubPages({remote: host.remote, url}, host.context)}
}

async function messagesOf(target: ReturnType<typeof githubPages>): Promise<string> {
  return (await target.check()).map(({message}) => message).join('\n')
}

/** What the schema finds wrong with options. */
function issueOf(options: Record<string, unknown>): string | undefined {
  const all = {remote: '/srv/git/pages.git', url, ...options}
  return v.safeParse(githubPagesSchema, all).issues?.[0].message
}
