import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {afterAll, describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {githubPages} from '../../src/targets/github-pages.js'
import type {TargetContext} from '../../src/targets/types.js'
import {verify} from '../../src/targets/verify.js'
import {versionOf} from '../targets/bundles.js'
import {nobody, testTarget} from '../targets/conformance.js'
import {branch, contextIn, lookInto} from '../targets/git-host.js'
import {startGitHTTP} from './git-http.js'

const server = await startGitHTTP()
afterAll(() => server.stop())

testTarget('github-pages over http', async () => {
  const {target, importable, host} = await setUp()
  return {
    target,
    importable,
    served: async () => host.files(),
    put: async (file, text) => void host.commit(file, text),
    take: async (file) => void host.commit(file, undefined),
  }
})

describe('github-pages over http', () => {
  it('serves a share with its push, and 404 with its removal', async () => {
    const {target, host} = await setUp()
    const receipt = await target.publish(versionOf('one'), createShareID())
    const page = await fetch(receipt.url)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('one')
    expect(await verify(target, receipt, 'live', fetch)).toEqual({type: 'holds'})

    const update = await target.publish(versionOf('two'), receipt.path, receipt)
    expect(await (await fetch(update.url)).text()).toContain('two')
    const {notes} = await target.remove([update])
    expect(notes.join()).toContain('ids')
    expect((await fetch(receipt.url)).status).toBe(404)
    expect(await verify(target, receipt, 'gone', fetch)).toEqual({type: 'holds'})
    expect([...host.everHeld().keys()].sort()).toEqual(['.nojekyll', '404.html'])
  })

  it('finds that it may push, and that the site answers 404', async () => {
    const {target} = await setUp()
    const messages = (await target.check()).map(({message}) => message)
    expect(messages.join('\n')).toMatch(/can be pushed to[\s\S]*answers 404/)
  })

  it('takes the password of a credential helper', async () => {
    const {target, host} = await setUp({isAsked: false})
    const helper = `!printf 'username=%s\\\\npassword=%s\\\\n' ${server.user} ${server.password}; :`
    await writeFile(path.join(host.root, '.gitconfig'), `[credential]\n\thelper = "${helper}"\n`)
    await target.publish(versionOf('one'), createShareID())
    expect(await target.list()).toHaveLength(1)
  })

  it.each([
    ['a wrong password', {password: 'another'}],
    ['no password', {isAsked: false}],
  ])('is denied with %s, without asking anybody', async (_, options) => {
    const {target, host} = await setUp(options)
    const code = 'TARGET_DENIED'
    const receipt = target.plan(versionOf('one'), createShareID())
    await expect(target.publish(versionOf('one'), receipt.path)).rejects.toMatchObject({code})
    await expect(target.remove([receipt])).rejects.toMatchObject({code})
    await expect(target.inspect([receipt])).rejects.toMatchObject({code})
    const error = await target.check().catch((error: unknown) => error)
    expect(error).toMatchObject({code})
    expect(String(error)).not.toContain('another')
    expect(host.files(true)).toEqual({})
  })

  it('is denied where it may read and not push', async () => {
    const {target, host} = await setUp()
    host.git(['config', 'http.receivepack', 'false'])
    const code = 'TARGET_DENIED'
    await expect(target.publish(versionOf('one'), createShareID())).rejects.toMatchObject({code})
    await expect(target.check()).rejects.toMatchObject({code})
  })

  it('is denied a repository that is not there', async () => {
    const {context} = await setUp()
    const remote = server.remoteOf('nothing')
    const target = githubPages({remote, url: server.siteOf('nothing')}, context)
    await expect(target.list()).rejects.toMatchObject({code: 'TARGET_DENIED'})
  })
})

let count = 0

async function setUp({password = server.password, isAsked = true} = {}) {
  const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-git-'))
  onTestFinished(() => rm(root, {recursive: true, force: true}))
  const name = `site-${++count}`
  const host = lookInto(root, await server.create(name, branch))
  const ask = path.join(root, 'ask')
  await writeFile(
    ask,
    '#!/bin/sh\ncase "$1" in User*) echo "$ASK_USER";; *) echo "$ASK_PASSWORD";; esac\n',
    {
      mode: 0o755,
    },
  )
  const asked = {GIT_ASKPASS: ask, ASK_USER: server.user, ASK_PASSWORD: password}
  const context: TargetContext = {...contextIn(root, isAsked ? asked : {}), fetch}
  const remote = server.remoteOf(name)
  const target = githubPages({remote, url: server.siteOf(name)}, context)
  const importable = githubPages({remote, url: nobody, importable: true}, context)
  return {target, importable, host, context}
}
