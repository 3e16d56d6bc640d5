import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import type {TargetContext} from '../../src/targets/types.js'
import {inspectOne} from '../../src/targets/types.js'
import {webdav} from '../../src/targets/webdav.js'
import {serveFolder} from '../support/static-server.js'
import {bundleOf, versionOf} from '../targets/bundles.js'
import {testTarget} from '../targets/conformance.js'
import {folderTexts} from '../targets/folder-texts.js'
import {startWebdav} from './webdav.js'

testTarget('webdav', async () => {
  const {target, importable, folder} = await setup()
  return {
    target,
    importable,
    served: () => folderTexts(folder),
    async put(file, text) {
      await fs.outputFile(path.join(folder, file), text)
    },
    take: (file) => fs.remove(path.join(folder, file)),
  }
})

const bundle = versionOf('one', {'page-0123456789abcdef.html': 'page'})
const next = versionOf('two', {'page-fedcba9876543210.html': 'page'})

describe('webdav', () => {
  it('says that a wrong password is refused, and what a visitor sees stays', async () => {
    const {target, folder, address, env: right} = await setup()
    const receipt = await target.publish(bundle, createShareID())
    const before = await folderTexts(folder)
    const env = {...right, SESSIONPRESS_WEBDAV_PASSWORD: 'wrong'}
    const other = webdav({endpoint: address, url: address}, {env, fetch})
    for (const call of [
      () => other.publish(next, receipt.path, receipt),
      () => other.remove([receipt]),
      () => other.inspect([receipt]),
      () => other.check(),
    ]) {
      await expect(call()).rejects.toMatchObject({code: 'TARGET_DENIED'})
    }
    expect(await folderTexts(folder)).toEqual(before)
  })

  it('tells what visitors get', async () => {
    const {target} = await setup()
    expect((await target.check()).map(({level}) => level)).toEqual(['good', 'good', 'good'])
  })

  it('tells that visitors get something else', async () => {
    const {address, env} = await setup()
    const target = webdav({endpoint: address, url: address}, {env, fetch})
    expect(await target.check()).toContainEqual(
      expect.objectContaining({level: 'warning', message: expect.stringContaining('serve')}),
    )
  })

  it('refuses a collection in place of a file, and deletes nothing in it', async () => {
    const {target, folder} = await setup()
    const receipt = await target.publish(bundle, createShareID())
    await fs.remove(path.join(folder, receipt.path, 'session.md'))
    await fs.outputFile(path.join(folder, receipt.path, 'session.md/theirs.txt'), 'theirs')
    const before = await folderTexts(folder)
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, wrong: ['session.md']})
    const code = 'TARGET_PATH_UNSAFE'
    await expect(target.remove([receipt])).rejects.toMatchObject({code})
    await expect(target.publish(next, receipt.path, receipt)).rejects.toMatchObject({code})
    expect(await folderTexts(folder)).toEqual(before)
  })

  it('clears what killed runs left beside, and only that', async () => {
    const {target, folder} = await setup()
    const [id, other] = [createShareID(), createShareID()]
    const random = '0'.repeat(32)
    const stale = [`.${id}.partial-${random}/index.html`, `.${id}.emptied-${random}/`]
    const kept = [`.${other}.partial-${random}/index.html`, `.${id}.partial-mine/x`]
    for (const file of [...stale, ...kept]) {
      if (file.endsWith('/')) await fs.ensureDir(path.join(folder, file))
      else await fs.outputFile(path.join(folder, file), 'half')
    }
    await target.remove([target.plan(bundle, id)])
    expect(Object.keys(await folderTexts(folder)).sort()).toEqual(kept.sort())
  })

  it('puts back what a killed run moved aside although something lay in it', async () => {
    const {target, folder} = await setup()
    const id = createShareID()
    const aside = `.${id}.emptied-${'0'.repeat(32)}`
    await fs.outputFile(path.join(folder, aside, 'theirs.txt'), 'theirs')
    await target.remove([target.plan(bundle, id)])
    expect(await folderTexts(folder)).toEqual({[`${id}/theirs.txt`]: 'theirs'})
  })

  it('keeps a file that somebody puts there just before the collection would go', async () => {
    const {target, folder} = await setup(async ({method, url}, go) => {
      const isLast = ['MOVE', 'DELETE'].includes(method) && url.endsWith('/')
      const shares = (await fs.readdir(folder)).filter((name) => name.startsWith('s_'))
      if (isLast && shares[0] && (await fs.readdir(path.join(folder, shares[0]))).length === 0) {
        await fs.outputFile(path.join(folder, shares[0], 'theirs.txt'), 'theirs')
      }
      return go()
    })
    const receipt = await target.publish(bundle, createShareID())
    await target.remove([receipt])
    expect(await folderTexts(folder)).toEqual({[`${receipt.path}/theirs.txt`]: 'theirs'})
  })

  it('gets through when every request fails once, and its answer is lost once', async () => {
    const tries = new Map<string, number>()
    const {target, folder} = await setup(async ({method, url}, go) => {
      const known = `${method} ${url.replace(/[0-9a-f]{32}/, '')}`
      const count = (tries.get(known) ?? 0) + 1
      tries.set(known, count)
      if (count === 1) return new Response(null, {status: 503, headers: {'retry-after': '0'}})
      const response = await go()
      if (count > 2) return response
      await response.body?.cancel()
      throw new TypeError('fetch failed')
    })
    const id = createShareID()
    const receipt = await target.publish(bundle, id)
    const update = await target.publish(next, id, receipt)
    expect(await inspectOne(target, update)).toMatchObject({isComplete: true})
    expect(Object.keys(await folderTexts(folder)).sort()).toEqual(
      [...next.keys()].map((file) => `${id}/${file}`).sort(),
    )
    await target.remove([update])
    expect(await folderTexts(folder)).toEqual({})
  })

  it.each(['index.html', 'page-fedcba9876543210.html'])(
    'shows the earlier version when an update fails at %s',
    async (file) => {
      let isFailing = false
      const {target, folder} = await setup(async ({method, init}, go) => {
        const {destination} = {destination: '', ...init.headers}
        const isHit = method === 'MOVE' && destination.endsWith(`/${file}`)
        return isFailing && isHit ? new Response(null, {status: 507}) : go()
      })
      const receipt = await target.publish(bundle, createShareID())
      const before = await folderTexts(folder)
      isFailing = true
      const update = new Map([...bundle, ...bundleOf({'page-fedcba9876543210.html': 'new'})])
      update.delete('index.html')
      for (const [name, content] of bundleOf({'index.html': 'new'})) update.set(name, content)
      await expect(target.publish(update, receipt.path, receipt)).rejects.toMatchObject({
        code: 'TARGET_FULL',
      })
      expect(await folderTexts(folder)).toEqual(before)
    },
  )

  it('takes nothing back that the page names whose answer was lost', async () => {
    let failures = 0
    const {target, folder} = await setup(async ({method, init}, go) => {
      if (failures > 0) {
        failures -= 1
        throw new TypeError('fetch failed')
      }
      const {destination} = {destination: '', ...init.headers}
      const response = await go()
      if (method !== 'MOVE' || !destination.endsWith('/index.html')) return response
      await response.body?.cancel()
      failures = 5
      throw new TypeError('fetch failed')
    })
    const receipt = await target.publish(bundle, createShareID())
    await expect(target.publish(next, receipt.path, receipt)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
    })
    const [presence] = await target.inspect([target.plan(next, receipt.path)])
    expect(presence).toMatchObject({isComplete: true})
    expect(Object.keys(await folderTexts(folder))).toContain(`${receipt.path}/index.html`)
  })
})

interface Asked {
  method: string
  url: string
  init: RequestInit
}

/** @param between Stands between the target and the server. */
async function setup(
  between: (asked: Asked, go: () => Promise<Response>) => Promise<Response> = (_, go) => go(),
) {
  const server = await startWebdav()
  const visited = await serveFolder(server.folder)
  onTestFinished(() => visited.close())
  const endpoint = server.address
  const options = {endpoint, url: visited.url, pause: 1}
  const context: Pick<TargetContext, 'env' | 'fetch'> = {
    env: server.env,
    fetch: (url, init = {}) => {
      if (!String(url).startsWith(endpoint)) return fetch(url, init)
      const asked = {method: init.method ?? 'GET', url: String(url), init}
      return between(asked, () => fetch(url, init))
    },
  }
  const importable = webdav({...options, importable: true}, context)
  return {...server, importable, target: webdav(options, context)}
}
