import {createHash, randomBytes} from 'node:crypto'
import {cp, mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {type UnshareOptions, unshare} from '../../src/actions/unshare.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {versionOf} from '../targets/bundles.js'
import {folderTexts} from '../targets/folder-texts.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

describe('unshare', () => {
  it('removes every file, keeps a tombstone of few words, and `status` says null', async () => {
    const {options, publicFolder, state, shareOne} = await setup()
    const shared = await shareOne('ses_one')
    const [removed] = await unshare(['ses_one'], options)
    expect(removed).toMatchObject({
      shareID: shared.shareID,
      shareURL: null,
      sessionID: 'ses_one',
      state: 'removed',
    })
    expect(await readdir(publicFolder)).toEqual([])
    expect(await status('ses_one', options)).toMatchObject({
      shareID: null,
      shareURL: null,
      state: 'removed',
    })
    const record = await readFile(path.join(state, 'shares', `${shared.shareID}.json`), 'utf8')
    expect(JSON.parse(record)).toEqual({
      version: 1,
      shareID: shared.shareID,
      sessionID: 'ses_one',
      target: {name: publicFolder, type: 'directory', options: {path: publicFolder}},
      state: 'removed',
      createdAt: shared.createdAt,
      updatedAt: expect.any(String),
      expiresAt: null,
    })
    expect((await shareOne('ses_one')).shareID).not.toBe(shared.shareID)
  })

  it.each<[string, (shared: {id: string; url: string}) => string]>([
    ['session id', () => 'ses_one'],
    ['start of a session id', () => 'ses_o'],
    ['share id', ({id}) => id],
    ['start of a share id', ({id}) => id.slice(0, 12)],
    ['file URL', ({url}) => url],
    ['web address', ({id}) => `https://example.org/shares/${id}/index.html#t12`],
    ['path', ({id}) => `./public/${id}`],
  ])('takes a %s', async (_, name) => {
    const {options, publicFolder, shareOne} = await setup()
    const {shareID, shareURL} = await shareOne('ses_one')
    const other = await shareOne('ses_two')
    await unshare([name({id: shareID ?? '', url: shareURL ?? ''})], options)
    expect(await readdir(publicFolder)).toEqual([other.shareID])
  })

  it('says so when it was removed already, and fails on what it does not know', async () => {
    const {options, warnings, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    await unshare(['ses_one'], options)
    expect(await unshare(['ses_one'], options)).toMatchObject([{shareID, state: 'removed'}])
    expect(warnings).toEqual([expect.stringContaining('removed already')])
    const code = 'SHARE_NOT_FOUND'
    await expect(unshare(['ses_on3'], options)).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(/ses_one/),
    })
    await expect(unshare([createShareID()], options)).rejects.toMatchObject({code})
    await expect(unshare([''], options)).rejects.toMatchObject({code})
  })

  it('refuses a prefix that fits several', async () => {
    const {options, publicFolder, shareOne} = await setup()
    await shareOne('ses_one')
    await shareOne('ses_two')
    const code = 'SHARE_AMBIGUOUS'
    await expect(unshare(['ses_'], options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/ses_one.*ses_two/),
    })
    expect(await readdir(publicFolder)).toHaveLength(2)
  })

  it('removes all, or a session everywhere, or only at one target', async () => {
    const {options, cwd, publicFolder, shareOne} = await setup()
    await shareOne('ses_one')
    await shareOne('ses_one', './other')
    await unshare(['ses_one'], {...options, to: './other'})
    expect(await readdir(path.join(cwd, 'other'))).toEqual([])
    expect(await readdir(publicFolder)).toHaveLength(1)
    await shareOne('ses_one', './other')
    expect(await unshare(['ses_one'], options)).toHaveLength(2)
    await shareOne('ses_two')
    await shareOne('ses_three')
    expect(await unshare([], {...options, all: true})).toHaveLength(2)
    expect(await readdir(publicFolder)).toEqual([])
    expect(await unshare([], {...options, all: true})).toEqual([])
  })

  it('only tells with `dryRun`', async () => {
    const {options, state, shareOne} = await setup()
    const shared = await shareOne('ses_one')
    expect(await unshare(['ses_one'], {...options, dryRun: true})).toEqual([shared])
    await rm(state, {recursive: true})
    const {shareID, shareURL} = shared
    const found = await unshare([shareID ?? ''], {...options, to: 'public', dryRun: true})
    expect(found).toMatchObject([{shareID, shareURL, state: 'live'}])
  })

  it('works without the ledger, by id or URL and `to`', async () => {
    const {options, state, publicFolder, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await rm(state, {recursive: true})
    const call = {...options, to: './public'}
    const code = 'SHARE_NOT_FOUND'
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({code})
    await expect(unshare([createShareID()], call)).rejects.toMatchObject({code})
    expect(await unshare([one.shareID ?? '', two.shareURL ?? ''], call)).toMatchObject([
      {shareID: one.shareID, state: 'removed'},
      {shareID: two.shareID, state: 'removed'},
    ])
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('works without the ledger for ciphertext in several files', async () => {
    const {options, state, publicFolder} = await setup()
    const bytes = randomBytes(5 * 1024 * 1024)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const picture = {
      size: bytes.length,
      sha256,
      read: async function* () {
        yield bytes
      },
    }
    const bundle = new Map([['media-0123456789abcdef.png', picture], ...versionOf('a')])
    const call = {...options, to: './public', yes: true, encrypt: true}
    const {shareID, shareURL} = await share('ses_one', {
      ...call,
      prepare: prepareVersion('a', {bundle}),
    })
    const names = await readdir(path.join(publicFolder, shareID ?? ''))
    expect(names).toContainEqual(expect.stringMatching(/^data-/))
    await rm(state, {recursive: true})
    await unshare([shareURL ?? ''], {...options, to: './public'})
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('finds by `to` what was moved, and leaves alone what the ledger knows elsewhere', async () => {
    const {options, cwd, publicFolder, warnings, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    await cp(publicFolder, path.join(cwd, 'copy'), {recursive: true})
    expect(await unshare(['ses_one'], {...options, to: './copy'})).toMatchObject([
      {shareID, state: 'removed'},
    ])
    expect(await readdir(path.join(cwd, 'copy'))).toEqual([])
    expect(warnings).toEqual([expect.stringContaining(publicFolder)])
    expect(await status('ses_one', {...options, check: true})).toMatchObject({online: true})
  })

  it('reaches a target as the configuration has it now, where that is named', async () => {
    const {options, state, cwd, publicFolder, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    // As an older or newer release may have recorded it.
    const file = path.join(state, 'shares', `${shareID}.json`)
    const record = JSON.parse(await readFile(file, 'utf8'))
    record.target.options = {path: publicFolder, unknown: true}
    await writeFile(file, JSON.stringify(record))
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({code: 'TARGET_UNKNOWN'})
    expect(await unshare(['ses_one'], {...options, to: './public'})).toMatchObject([
      {shareID, state: 'removed'},
    ])
    expect(await readdir(path.join(cwd, 'public'))).toEqual([])
    expect(await list(options)).toEqual([])
  })

  it('names five of many failures, and counts the rest', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const sessions = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `ses_${name}`)
    for (const session of sessions) await shareOne(session)
    await rename(publicFolder, `${publicFolder}-away`)
    await expect(unshare(sessions, options)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringMatching(/^7 of 7 could not.*And 2 more\.$/),
    })
  })

  it('removes the others when one fails, says what is online, and finishes later', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    const page = path.join(publicFolder, one.shareID ?? '', 'index.html')
    await rm(page)
    await mkdir(page)
    await expect(unshare(['ses_one', 'ses_two'], options)).rejects.toMatchObject({
      code: 'REMOVE_PARTIAL',
      message: expect.stringContaining(`${one.shareURL}`),
    })
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    expect(await status('ses_one', options)).toMatchObject({
      state: 'removing',
      shareURL: one.shareURL,
    })
    expect(await status('ses_two', options)).toMatchObject({state: 'removed'})
    await rm(page, {recursive: true})
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
    expect(await readdir(publicFolder)).toEqual([])
    expect(two.state).toBe('live')
  })

  it('takes no folder that is not there for a removal', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const one = await shareOne('ses_one')
    await rename(publicFolder, `${publicFolder}-away`)
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('is not known'),
    })
    await rename(`${publicFolder}-away`, publicFolder)
    expect(await unshare(['ses_one'], options)).toMatchObject([
      {shareID: one.shareID, state: 'removed'},
    ])
    expect(await readdir(publicFolder)).toEqual([])
  })

  it("touches no folder but the share's own, whatever a record says", async () => {
    const {options, publicFolder, state, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const mine = path.join(publicFolder, 'mine')
    await mkdir(mine)
    await writeFile(path.join(mine, 'index.html'), 'mine')
    const file = path.join(state, 'shares', `${one.shareID}.json`)
    const record = JSON.parse(await readFile(file, 'utf8'))
    record.receipt.path = 'mine'
    await writeFile(file, JSON.stringify(record))
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
    expect(await readFile(path.join(mine, 'index.html'), 'utf8')).toBe('mine')
  })

  it('tells of a damaged record, and removes by `to` all the same', async () => {
    const {options, state, publicFolder, warnings, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await writeFile(path.join(state, 'shares', `${one.shareID}.json`), '{"version": 1')
    expect(await list(options)).toMatchObject([{shareID: two.shareID}])
    expect(warnings).toEqual([expect.stringContaining(`${one.shareID}.json`)])
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
    await unshare([one.shareID ?? ''], {...options, to: 'public'})
    expect(await readdir(publicFolder)).toEqual([two.shareID])
  })

  it('with `all` removes the others and fails on a damaged record', async () => {
    const {options, state, publicFolder, shareOne} = await setup()
    const [one] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await writeFile(path.join(state, 'shares', `${one.shareID}.json`), '{"version": 1')
    await expect(unshare([], {...options, all: true})).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
      message: expect.stringMatching(`${one.shareID}.json.* The other share was taken down\\.$`),
    })
    expect(await readdir(publicFolder)).toEqual([one.shareID])
    await expect(unshare([], {...options, all: true})).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
  })
})

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
    expect([...server.asked].sort()).toEqual(names.map((name) => `404 /${shareID}/${name}`).sort())
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

describe('status and list', () => {
  it('know nothing of what was never shared', async () => {
    const {options} = await setup()
    expect(await status('ses_never', options)).toMatchObject({
      shareID: null,
      shareURL: null,
      sessionID: 'ses_never',
      state: 'none',
    })
    expect(await list(options)).toEqual([])
  })

  it('ask a folder with `check`', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    expect(await status('ses_one', {...options, check: true})).toMatchObject({online: true})
    expect(await status(shareID ?? '', {...options, check: true})).toMatchObject({online: true})
    await rm(path.join(publicFolder, shareID ?? ''), {recursive: true})
    expect(await list({...options, check: true})).toMatchObject([{state: 'live', online: false}])
  })

  it('prefer the live share, and list by age', async () => {
    const {options, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const two = await shareOne('ses_one', './other')
    await unshare([two.shareID ?? ''], options)
    expect(await status('ses_one', options)).toEqual(one)
    expect((await list(options)).map(({shareID}) => shareID)).toEqual([one.shareID])
    expect((await list({...options, all: true})).map(({shareID}) => shareID)).toEqual([
      one.shareID,
      two.shareID,
    ])
  })

  it('tell of each share of a session that is online', async () => {
    const {options, warnings, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const two = await shareOne('ses_one', './other')
    expect(await status('ses_one', options)).toEqual(two)
    expect(warnings).toEqual([expect.stringContaining(one.shareURL ?? 'nothing')])
    expect(warnings[0]).toContain(`\`${one.target}\``)
  })

  it('look up what is no id where the sessions are', async () => {
    const {options} = await setup()
    const call = {...options, source: '/nowhere/at/all.db'}
    for (const session of [undefined, 'latest', './nothing.json']) {
      await expect(status(session, call)).rejects.toMatchObject({
        code: expect.stringMatching(/^(SOURCE|SESSION)_/),
      })
    }
  })
})

async function setup() {
  const world = await makeWorld()
  const shareOne = (session: string, to = './public') =>
    share(session, {...world.options, to, yes: true, prepare: prepareVersion('a')})
  return {...world, shareOne}
}

/** What a host says of what is not there. */
interface Missing {
  status: number
  text?: string
  /** Where it sends visitors to. `elsewhere` is the same machine under another name. */
  location?: string
}

/** A share that is served by a plain static server, behind a cache that can be filled. */
async function setupServer() {
  const world = await setup()
  const cache = new Map<string, {type: string; text: string}>()
  const server = {
    cache,
    /** What was answered to whom. */
    asked: new Set<string>(),
    /** Addresses with a question mark that were asked for. */
    queries: [] as string[],
    missing: {status: 404} as Missing,
    /** Whether it gives nobody anything. */
    isClosed: false,
    close: () => {},
    /** Keep everything that is there. */
    async cacheAll() {
      for (const [file, text] of Object.entries(await folderTexts(world.publicFolder))) {
        const type = file.endsWith('.html') ? 'text/html' : 'text/plain'
        cache.set(`/${file}`, {type, text})
        cache.set(`/${file.replace(/index\.html$/, '')}`, {type, text})
      }
    },
  }
  const http = createServer(async (request, response) => {
    const [url = '/'] = (request.url ?? '').split('?')
    if (request.url?.includes('?')) server.queries.push(request.url)
    const kept = server.cache.get(url)
    const file = path.join(world.publicFolder, url, url.endsWith('/') ? 'index.html' : '')
    const text = server.isClosed ? undefined : await readFile(file).catch(() => undefined)
    const {missing} = server
    const {port} = http.address() as AddressInfo // It listens on a port, not on a pipe.
    if (kept) {
      const control = 'public, max-age=600'
      response.setHeader('server', 'cache of the test').setHeader('cache-control', control)
      response.setHeader('content-type', kept.type)
    } else if (!text && missing.location === 'elsewhere' && url !== '/sign-in') {
      response.setHeader('location', `http://localhost:${port}/sign-in`)
    }
    response.statusCode = kept || text || url === '/sign-in' ? 200 : missing.status
    server.asked.add(`${response.statusCode} ${url}`)
    response.end(kept?.text ?? text ?? missing.text ?? 'nothing')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  server.close = () => {
    http.closeAllConnections()
    http.close()
  }
  onTestFinished(server.close)

  const {port} = http.address() as AddressInfo // It listens on a port, not on a pipe.
  await mkdir(world.cwd, {recursive: true})
  await writeFile(
    path.join(world.cwd, 'sessionpress.json'),
    `{"targets": {"web": {"type": "directory", "path": "public", "url": "http://127.0.0.1:${port}"}}}`,
  )
  const {shareID, shareURL} = await world.shareOne('ses_one', 'web')
  return {...world, server, shareID: shareID ?? '', shareURL}
}
