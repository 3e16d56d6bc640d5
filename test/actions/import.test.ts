import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {
  doctor,
  list,
  loadSession,
  type ShareOptions,
  share,
  targets,
  unshare,
} from '../../src/index.js'
import {compareSessions, type SessionDocument} from '../client/compare-session.js'
import {root} from '../support/case.js'
import {serveFolder} from '../support/static-server.js'
import {folderTexts} from '../targets/folder-texts.js'
import {makeWorld} from './world.js'

const session = path.join(root, 'fixtures/sessions/feature/input.json')

describe('an importable share', () => {
  it('has at the root of its host what `opencode import` takes, and a way to the page', async () => {
    const {url, shareOne} = await start()
    const {shareID, shareURL} = await shareOne()
    const address = `${url}/share/${shareID}`
    expect(address).toMatch(/^https?:\/\/[^/]+\/share\/([A-Za-z0-9_-]+)$/)
    const twin = (await (await fetch(`${shareURL}session.json`)).json()) as SessionDocument
    expect(compareSessions(twin, await imported(url, shareID))).toEqual([])

    const page = await (await fetch(`${shareURL}`)).text()
    expect(page).toContain(`<code>opencode import ${address}</code>`)
    const way = await (await fetch(address)).text()
    expect(way).toContain(`content="0; url=/${shareID}/"`)
    expect(way).toContain(`<a href="/${shareID}/">`)
    expect(way).not.toMatch(/script|style=/)
    // It says nothing of the session.
    expect(way).not.toContain(twin.info.title)
    expect((await loadSession(address)).turns.length).toBeGreaterThan(0)
  })

  it.each([
    ['answers 404', () => new Response('nothing', {status: 404}), 'it answers 404'],
    ['gives another page', () => new Response('<!doctype html>'), 'it gives something else'],
  ])('is told not to be importable where its host %s for it', async (_what, answer, said) => {
    const {shareOne, warnings, options} = await start()
    const host: typeof fetch = async (asked, init) =>
      String(asked).includes('/api/') ? answer() : await fetch(asked, init)
    await shareOne({surroundings: {...options.surroundings, fetch: host}})
    expect(warnings).toEqual([expect.stringContaining(`may not get it yet from`)])
    expect(warnings.join()).toContain(said)
  })

  it('stays importable at the same address, and writes nothing where nothing changed', async () => {
    const {url, shareOne, texts} = await start()
    const first = await shareOne()
    const before = await texts()
    expect(await shareOne()).toMatchObject({updatedAt: first.updatedAt})
    const changed = await shareOne({title: 'Another title'})
    expect(changed).toMatchObject({shareID: first.shareID, shareURL: first.shareURL})
    expect((await imported(url, first.shareID)).info.title).toBe('Another title')
    expect(Object.keys(await texts()).filter(atRoot)).toEqual(Object.keys(before).filter(atRoot))
  })

  it('is made whole again where something at the root of its host is lost', async () => {
    const {shareOne, folder, texts} = await start()
    const {shareID} = await shareOne()
    const before = await texts()
    await fs.remove(path.join(folder, 'api'))
    await fs.outputFile(path.join(folder, `share/${shareID}/index.html`), 'torn')
    await shareOne()
    expect(await texts()).toEqual(before)
  })

  it.each([
    ['by its id', false],
    ['with all others', true],
  ])('goes with all of it when it is taken down %s', async (_how, all) => {
    const {shareOne, options, texts} = await start()
    const {shareID} = await shareOne()
    const gone = await unshare(all ? [] : [shareID ?? ''], {...options, all})
    expect(gone).toMatchObject([{shareID, state: 'removed'}])
    expect(await texts()).toEqual({})
  })

  it('is asked for at every address when it is taken down', async () => {
    const {shareOne, options, url} = await start()
    const {shareID} = await shareOne()
    const asked = new Set<string>()
    const recording: typeof fetch = async (address, init) => {
      const response = await fetch(address, init)
      asked.add(`${response.status} ${String(address).slice(url.length)}`)
      return response
    }
    await unshare([shareID ?? ''], {
      ...options,
      surroundings: {...options.surroundings, fetch: recording},
    })
    const beside = [`/share/${shareID}`, `/share/${shareID}/`, `/share/${shareID}/index.html`]
    for (const place of [...beside, `/api/share/${shareID}/data`, `/${shareID}/session.json`]) {
      expect([...asked]).toContain(`404 ${place}`)
    }
  })

  it('goes with all of it without the ledger, also when only the rest of it is there', async () => {
    const {shareOne, options, folder, texts} = await start()
    const other = {...options, state: `${options.state}-of-somebody`, to: 'web'}
    const first = await shareOne()
    expect(await unshare([first.shareID ?? ''], other)).toMatchObject([{state: 'removed'}])
    expect(await texts()).toEqual({})

    const second = await shareOne({newLink: true})
    await fs.remove(path.join(folder, second.shareID ?? ''))
    await unshare([second.shareID ?? ''], other)
    expect(await texts()).toEqual({})
  })

  it('goes with all of it as an orphan', async () => {
    const {shareOne, options, texts} = await start()
    const {shareID} = await shareOne()
    const other = {...options, state: `${options.state}-of-somebody`}
    const {problems} = await doctor({...other, fix: true, orphans: true})
    expect(problems).toMatchObject([{kind: 'orphan', shareID, fixed: true}])
    expect(await texts()).toEqual({})
  })

  it('is not gone as long as a cache serves what can be imported', async () => {
    const {shareOne, options, folder, url} = await start()
    const {shareID} = await shareOne()
    const data = `${url}/api/share/${shareID}/data`
    const kept = await (await fetch(data)).text()
    const cached: typeof fetch = async (asked, init) =>
      String(asked) === data ? new Response(kept) : await fetch(asked, init)
    const surroundings = {...options.surroundings, fetch: cached}
    await expect(unshare([shareID ?? ''], {...options, surroundings})).rejects.toMatchObject({
      code: 'REMOVE_UNVERIFIED',
      message: expect.stringContaining(data),
    })
    expect(await folderTexts(folder)).toEqual({})
    expect(await list(options)).toMatchObject([{state: 'removing'}])
    await unshare([shareID ?? ''], options)
    expect(await list(options)).toEqual([])
  })

  it('loses what is at the root of its host when that is not wanted any more', async () => {
    const {shareOne, configure, texts, shareURL} = await startShared()
    await configure({importable: false})
    await shareOne()
    expect(Object.keys(await texts()).filter(atRoot)).toEqual([])
    const page = await (await fetch(shareURL)).text()
    expect(page).toContain('<code>opencode import session.json</code>')
  })

  it('lets no id of a session choose where anything goes', async () => {
    const {shareOne, texts, cwd} = await start()
    const hostile = await fs.readJson(session)
    const id = 'ses_../../../api/share/x\u0000"><script>'
    hostile.info.id = id
    for (const {info, parts} of hostile.messages) {
      info.sessionID = id
      info.id = `msg_/../${info.id}`
      for (const part of parts) Object.assign(part, {sessionID: id, messageID: info.id})
    }
    const input = path.join(cwd, 'hostile.json')
    await fs.writeJson(input, hostile)
    const {shareID} = await shareOne({}, input)
    const own = new RegExp(
      `^(?:api/share/${shareID}/data|share/${shareID}/index\\.html|${shareID}/[^/]+)$`,
    )
    expect(Object.keys(await texts()).filter((name) => !own.test(name))).toEqual([])
  })
})

describe('a share that cannot be importable', () => {
  it.each<[string, Partial<ShareOptions>, object, boolean]>([
    ['by an option', {encrypt: true}, {}, false],
    ['by a passphrase', {passphrase: 'a fake passphrase'}, {}, false],
    ['by the configuration', {}, {encrypt: true}, false],
    ['by the policy', {}, {}, true],
  ])(
    'is refused when it would be encrypted %s, before anything is written',
    async (_how, more, said, isPolicy) => {
      const {shareOne, configure, texts, options, home} = await start()
      await configure({}, said)
      if (isPolicy) {
        const policy = {encrypt: true}
        await fs.outputJson(path.join(home, 'etc/sessionpress/policy.json'), policy)
      }
      await expect(shareOne(more)).rejects.toMatchObject({code: 'IMPORT_ENCRYPTED'})
      expect(await texts()).toEqual({})
      expect(await list({...options, all: true})).toEqual([])
    },
  )

  it('is refused when it is encrypted already, and stays as it is', async () => {
    const {shareOne, configure, texts} = await start()
    await configure({importable: false})
    await shareOne({encrypt: true})
    const before = await texts()
    await configure({importable: true})
    await expect(shareOne()).rejects.toMatchObject({code: 'IMPORT_ENCRYPTED'})
    expect(await texts()).toEqual(before)
  })

  it.each([
    ['whose `url` has a path', {url: 'http://127.0.0.1:9/sessions'}],
    ['without a `url`', {url: undefined}],
  ])('is made without it on a target %s, and says why', async (_what, change) => {
    const {shareOne, configure, texts, options, warnings} = await start()
    await configure(change)
    const {shareID} = await shareOne()
    expect(warnings.join('\n')).toMatch(/cannot be imported by their address: .*session\.json/)
    expect(Object.keys(await texts()).filter(atRoot)).toEqual([])
    const page = (await texts())[`${shareID}/index.html`]
    expect(page).toContain('<code>opencode import session.json</code>')

    const [{checks} = {checks: null}] = await targets('web', options)
    expect(checks?.map(({level, message}) => `${level}: ${message}`).join('\n')).toMatch(
      /warning: Its shares cannot be imported by their address/,
    )
    const {notes} = await doctor(options)
    expect(notes.join('\n')).toContain('Its shares cannot be imported by their address')
  })

  it.each(['of 2.x', 'of nothing that the client takes'])(
    'is made without it of a session %s, and says so',
    async (what) => {
      const {shareOne, texts, warnings, cwd} = await start()
      const input = path.join(cwd, 'odd.json')
      await fs.writeJson(input, {
        info: {id: 'ses_1'},
        messages: [{info: {id: 'odd', role: 'user'}, parts: [{type: 'text', text: 'x'}]}],
      })
      await shareOne(
        {},
        what === 'of 2.x' ? path.join(root, 'fixtures/sessions/v2/input.json') : input,
      )
      expect(warnings.join('\n')).toContain('This session cannot be imported by its address')
      expect(Object.keys(await texts()).filter(atRoot)).toEqual([])
    },
  )
})

function atRoot(file: string): boolean {
  return !file.startsWith('s_')
}

interface Item {
  type: string
  data: Record<string, unknown>
}

/** What `opencode import` of 1.18.33 makes of an address. */
async function imported(url: string, shareID: string | null) {
  const response = await fetch(`${url}/api/share/${shareID}/data`)
  expect(response.status).toBe(200)
  const items = (await response.json()) as Item[]
  const dataOf = (type: string) => items.filter((item) => item.type === type).map(({data}) => data)
  const parts = dataOf('part')
  const messages = new Map(dataOf('message').map((info) => [info.id, info]))
  const [info = {}] = dataOf('session')
  return {
    info,
    messages: [...messages.values()].map((each) => ({
      info: each,
      parts: parts.filter(({messageID}) => messageID === each.id),
    })),
  }
}

/** A project whose target is the root of a host. */
async function start() {
  const world = await makeWorld()
  const folder = path.join(world.home, 'www')
  await fs.ensureDir(folder)
  const server = await serveFolder(folder)
  onTestFinished(() => server.close())
  const configure = (target: object, more: object = {}) => {
    const web = {type: 'directory', path: folder, url: server.url, importable: true, ...target}
    return fs.writeJson(path.join(world.cwd, 'sessionpress.json'), {targets: {web}, ...more})
  }
  await configure({})
  const shareOne = (more: Partial<ShareOptions> = {}, input = session) =>
    share(input, {...world.options, to: 'web', yes: true, ...more})
  return {...world, url: server.url, folder, configure, shareOne, texts: () => folderTexts(folder)}
}

async function startShared() {
  const started = await start()
  const {shareURL} = await started.shareOne()
  return {...started, shareURL: `${shareURL}`}
}
