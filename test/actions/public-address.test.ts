import {mkdir, readdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {type UnshareOptions, unshare} from '../../src/actions/unshare.js'
import {prepareVersion, share} from './prepare-version.js'
import {type Missing, setupServer} from './web-world.js'

describe('unshare of a public page', () => {
  it('is done when every address of it answers 404', async () => {
    const {options, server, shareID} = await setupServer()
    expect(await status('ses_one', {...options, check: true})).toMatchObject({
      online: true,
      check: null,
    })
    server.asked.clear()
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
    const names = ['', 'index.html', 'session.md', 'page-a000000000000000.html']
    const addresses = [`/${shareID}`, ...names.map((name) => `/${shareID}/${name}`)]
    expect([...server.asked].sort()).toEqual(addresses.map((each) => `404 ${each}`).sort())
    expect(await list({...options, all: true, check: true})).toMatchObject([
      {state: 'removed', online: false, check: null},
    ])
  })

  it('says what is still served, by whom and until when, and can be repeated', async () => {
    const {options, publicFolder, server, shareURL} = await setupServer()
    await server.cacheAll()
    const before = Date.now()
    const failure = await unshare(['ses_one'], options).catch((error: unknown) => error)
    const after = Date.now()
    expect(failure).toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringContaining(
        `${shareURL} still answers 200 (server: cache of the test). So do ${shareURL}`,
      ),
    })
    const until = Date.parse(/until (\S+Z)\.$/.exec(String(failure))?.[1] ?? '')
    expect(until).toBeGreaterThanOrEqual(before + 600_000)
    expect(until).toBeLessThanOrEqual(after + 600_000)
    expect(await readdir(publicFolder)).toEqual([])
    expect(await status('ses_one', {...options, check: true})).toMatchObject({
      state: 'removing',
      shareURL,
      online: true,
      check: expect.stringContaining('still answers 200'),
    })
    server.cache.clear()
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
  })

  it.each(['session.md', 'page-a000000000000000.html'])(
    'is not done while only `%s` is in a cache',
    async (name) => {
      const {options, server, shareURL} = await setupServer()
      await server.cacheAll()
      for (const address of server.cache.keys()) {
        if (!address.endsWith(name)) server.cache.delete(address)
      }
      await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
        code: 'REMOVE_UNVERIFIED',
        message: expect.stringContaining(`${shareURL}${name} still answers 200`),
      })
    },
  )

  it('is not done while a cache gives what an earlier version had', async () => {
    const {options, server, shareID, shareURL} = await setupServer()
    await server.cacheAll()
    const old = `/${shareID}/page-a000000000000000.html`
    for (const address of server.cache.keys()) if (address !== old) server.cache.delete(address)
    for (const version of ['b', 'c']) {
      await share('ses_one', {...options, to: 'web', yes: true, prepare: prepareVersion(version)})
    }
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringContaining(`${shareURL}page-a000000000000000.html still answers 200`),
    })
    expect(await status('ses_one', {...options, check: true})).toMatchObject({
      state: 'removing',
      online: true,
    })
    server.cache.clear()
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
  })

  it('is not done while a cache gives the page without the slash', async () => {
    const {options, server, shareID, shareURL} = await setupServer()
    server.cache.set(`/${shareID}`, {type: 'text/html', text: `<!doctype html>a ${shareID}`})
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringContaining(`${String(shareURL).slice(0, -1)} still answers 200`),
    })
  })

  it('knows an earlier version, and a page that a host made smaller', async () => {
    const {options, server, shareID} = await setupServer()
    const page = `/${shareID}/`
    for (const [address, type, text] of [
      [`${page}session.md`, 'text/markdown', '# Of last week'],
      [page, 'text/html', '<meta content=sessionpress name=generator><title>Of last week</title>'],
    ] as const) {
      server.cache.set(address, {type, text})
      await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
        code: 'REMOVE_UNVERIFIED',
        message: expect.stringContaining(`${address} still answers 200`),
      })
      server.cache.delete(address)
    }
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
  })

  it('takes another page in its place for gone, and says so', async () => {
    const {options, server, warnings} = await setupServer()
    server.missing = {status: 200, text: '<!doctype html><title>The site</title>'}
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
    expect(warnings).toEqual([expect.stringContaining('answers 200 with another page')])
  })

  it('keeps asking with `wait`', async () => {
    const {options, server} = await setupServer()
    await server.cacheAll()
    setTimeout(() => server.cache.clear(), 300)
    const call: UnshareOptions = {...options, wait: true, interval: 50}
    expect(await unshare(['ses_one'], call)).toMatchObject([{state: 'removed'}])
  })

  it('gives up at the end of `wait`, and records at once what is gone', async () => {
    const {options, server, shareOne} = await setupServer()
    await server.cacheAll()
    await shareOne('ses_two', 'web')
    const call = {...options, wait: 200, interval: 50}
    const asked = unshare(['ses_one', 'ses_two'], call)
    await expect(asked).rejects.toMatchObject({code: 'REMOVE_PARTIAL'})
    expect(await status('ses_one', options)).toMatchObject({state: 'removing'})
    expect(await status('ses_two', options)).toMatchObject({state: 'removed'})
  })

  it('is not done when nobody answers, unless nobody shall be asked', async () => {
    const {options, publicFolder, server} = await setupServer()
    server.close()
    expect(await status('ses_one', {...options, check: true})).toMatchObject({
      online: null,
      check: expect.stringContaining('could not be asked: it does not answer'),
    })
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringContaining('does not answer'),
      hint: expect.stringMatching(/--wait.*--no-verify/),
    })
    expect(await readdir(publicFolder)).toEqual([])
    expect(await status('ses_one', options)).toMatchObject({state: 'removing'})
    expect(await unshare(['ses_one'], {...options, verify: false})).toMatchObject([
      {state: 'removed'},
    ])
  })

  it.each<[string, Missing, RegExp]>([
    ['an error', {status: 503}, /it answers 503/],
    ['a question for a password', {status: 401}, /asks for a password/],
    ['another host', {status: 302, location: 'elsewhere'}, /sends visitors to `localhost:\d+`/],
  ])('takes %s for no answer', async (_, missing, why) => {
    const {options, server} = await setupServer()
    server.missing = missing
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringMatching(why),
    })
  })

  it('believes 403 only where the place itself says that nothing is there', async () => {
    const {options, publicFolder, server, shareID} = await setupServer()
    server.missing = {status: 403}
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
    const check = {...options, all: true, check: true}
    expect(await list(check)).toMatchObject([{state: 'removed', online: false}])

    // Somebody brings a backup in again, and the host refuses it for now.
    await mkdir(path.join(publicFolder, shareID))
    await writeFile(path.join(publicFolder, shareID, '.sessionpress'), '{}')
    server.isClosed = true
    expect(await list(check)).toMatchObject([{state: 'removed', online: null}])
  })
})

describe('share to a public address', () => {
  it('is silent where visitors get the very page', async () => {
    const {warnings} = await setupServer()
    expect(warnings).toEqual([])
  })

  it('warns where a new one is not served yet, and asks without leaving a trace of its address', async () => {
    const {options, server, warnings, shareOne} = await setupServer()
    server.isClosed = true
    const {state, shareID} = await shareOne('ses_two', 'web')
    expect(state).toBe('live')
    expect(warnings).toEqual([expect.stringMatching(/visitors may not get it yet.*answers 404/)])
    expect(server.queries).toEqual([
      expect.stringMatching(/^\/s_\w+\/\?[0-9a-f]{8}$/),
      expect.stringMatching(`^/${shareID}/\\?[0-9a-f]{8}$`),
    ])
    expect(await status('ses_two', {...options, check: true})).toMatchObject({
      online: false,
      check: 'The address answers 404.',
    })
  })

  it('warns where an earlier version is served, until when, and of nothing that did not change', async () => {
    const {options, server, warnings, shareURL, shareOne} = await setupServer()
    const page = '<!doctype html><meta name="generator" content="sessionpress">'
    server.cache.set(new URL(shareURL ?? '').pathname, {type: 'text/html', text: page})
    await shareOne('ses_one', 'web')
    expect(warnings).toEqual([])
    await share('ses_one', {...options, to: 'web', yes: true, prepare: prepareVersion('b')})
    expect(warnings).toEqual([
      expect.stringMatching(/serves another version.*cache of the test.*Caches may serve it until/),
    ])
    expect(await list({...options, check: true})).toMatchObject([
      {online: true, check: expect.stringContaining('another version')},
    ])
  })

  it('says once that nobody can ask there', async () => {
    const {options, server, warnings, shareOne} = await setupServer()
    server.close()
    await shareOne('ses_two', 'web')
    expect(warnings).toEqual([expect.stringContaining('could not be asked: it does not answer')])
    const again = {...options, to: 'web', yes: true, prepare: prepareVersion('b')}
    await share('ses_two', again)
    expect(warnings).toHaveLength(1)
  })
})
