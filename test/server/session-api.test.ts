import path from 'node:path'
import {Ajv2020} from 'ajv/dist/2020.js'
import fs from 'fs-extra'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import {pollUntil} from '../client/poll-until.js'
import {root} from '../support/case.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

async function setup() {
  const world = await makeServeWorld()
  const source = path.join(world.home, 'opencode.db')
  await fs.copy(path.join(root, 'fixtures/sources/opencode.db'), source)
  const store = new Database(source)
  const used =
    'SELECT id FROM session WHERE parent_id IS NULL AND id IN (SELECT session_id FROM message)'
  const {id} = store.prepare(used).get() as {id: string} // A column of a table that we made.
  store.close()
  const {url: base} = await world.start({source})
  return {...world, base, id, route: `/session/${id}/share`}
}

const nothing = {
  ...{shareID: null, shareURL: null, target: null},
  ...{createdAt: null, updatedAt: null, expiresAt: null, findings: []},
}

describe('the session share API', () => {
  it('shares, tells, updates under the same link, and takes down', async () => {
    const {base, route, site} = await setup()
    expect(await ask(base, 'GET', route)).toMatchObject({status: 200, json: nothing})
    const shared = await ask(base, 'POST', route)
    expect(shared.status).toBe(200)
    expect(shared.json).toMatchObject({
      shareID: expect.stringMatching(/^s_/),
      shareURL: `${site.url}/${shared.json.shareID}/`,
      target: 'site',
      expiresAt: null,
    })
    expect((await fetch(shared.json.shareURL)).status).toBe(200)
    expect((await ask(base, 'GET', route)).json).toEqual(shared.json)
    expect((await ask(base, 'POST', route)).json).toMatchObject({shareID: shared.json.shareID})
    expect(await ask(base, 'DELETE', route)).toMatchObject({status: 200, json: nothing})
    expect((await fetch(shared.json.shareURL)).status).toBe(404)
    expect(await ask(base, 'GET', route)).toMatchObject({status: 200, json: nothing})
    expect(await ask(base, 'DELETE', route)).toMatchObject({status: 200, json: nothing})
  })

  it('agrees for nobody that sessions go out by themselves', async () => {
    const {base, route, cwd, state} = await setup()
    await fs.writeJson(path.join(cwd, 'sessionpress.json'), {
      ...(await fs.readJson(path.join(cwd, 'sessionpress.json'))),
      share: 'auto',
    })
    expect((await ask(base, 'POST', route)).status).toBe(200)
    expect(await fs.pathExists(path.join(state, 'agreements'))).toBe(false)
  })

  it('is about the same share as OpenCode’s own', async () => {
    const {base, route, id} = await setup()
    const announced = await create(base, id)
    const told = await ask(base, 'GET', route)
    expect(told.json).toMatchObject({shareID: announced.id, shareURL: announced.url})
    const shared = await ask(base, 'POST', route)
    expect(shared.json).toMatchObject({shareID: announced.id, shareURL: announced.url})
    await ask(base, 'DELETE', route)
    const items = {secret: announced.secret, data: smallSession(id)}
    expect((await ask(base, 'POST', `/api/share/${announced.id}/sync`, items)).status).toBe(404)
  })

  it('takes the id of a session, and nothing else that `share` takes', async () => {
    const {base, id, cwd, publicFolder, site} = await setup()
    await fs.writeJson(path.join(cwd, 'ses_file'), smallSession(id))
    await fs.outputJson(path.join(publicFolder, 'api/share/abc/data/index.html'), smallSession(id))
    const before = await fs.readdir(publicFolder)
    const address = `${site.url}/share/abc`
    for (const given of [address, './ses_file', 'latest', '-', 's_', 'ses_']) {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answer = await ask(base, method, `/session/${encodeURIComponent(given)}/share`)
        expect([given, answer.status]).toEqual([given, 400])
      }
      expect((await ask(base, 'POST', '/api/share', {sessionID: given})).status).toBe(400)
    }
    // The start of an id is none, and the name of a file that looks like one is no session.
    expect((await ask(base, 'POST', '/session/ses_file/share')).status).toBe(404)
    expect((await ask(base, 'POST', `/session/${id.slice(0, 12)}/share`)).status).toBe(404)
    expect((await ask(base, 'GET', `/session/${id.slice(0, 12)}/share`)).json).toEqual(nothing)
    expect(await fs.readdir(publicFolder)).toEqual(before)
  })

  it('gives a link out for an id that is the name of a file, and does not read the file', async () => {
    const {base, cwd, publicFolder, id} = await setup()
    await fs.writeJson(path.join(cwd, 'ses_aFile'), smallSession(id))
    const share = await create(base, 'ses_aFile')
    const answer = {id: 'msg_2', sessionID: 'ses_aFile', role: 'assistant', time: {created: 1}}
    const part = {id: 'prt_2', messageID: 'msg_2', sessionID: 'ses_aFile', type: 'text', text: 'x'}
    const info = {id: 'ses_aFile', title: 'Sent', time: {created: 1, updated: 1}}
    await sync(base, share, [
      {type: 'session', data: info},
      {type: 'message', data: answer},
      {type: 'part', data: part},
    ])
    await pollUntil('the page', async () => (await fetch(share.url)).status === 200)
    expect(await fs.readdir(publicFolder)).toEqual([share.id])
    expect(await (await fetch(share.url)).text()).not.toContain('A question?')
  })

  it('says what is wrong', async () => {
    const {base, cwd, route} = await setup()
    const unknown = await ask(base, 'POST', '/session/ses_nobodyMadeThis/share')
    expect(unknown).toMatchObject({status: 404, json: {error: {code: 'SESSION_NOT_FOUND'}}})
    const file = path.join(cwd, 'sessionpress.json')
    await fs.writeJson(file, {...(await fs.readJson(file)), share: 'disabled'})
    const disabled = await ask(base, 'POST', route)
    expect(disabled).toMatchObject({status: 403, json: {error: {code: 'SHARE_DISABLED'}}})
  })

  it('answers as its own description says', async () => {
    const {base, route, id} = await setup()
    const {json: doc} = await ask(base, 'GET', '/doc')
    expect(doc).toMatchObject({openapi: '3.1.0'})
    const ajv = new Ajv2020({strict: false, validateFormats: false})
    ajv.addSchema({...doc, $id: 'doc'})
    const check = (name: string, value: unknown) => {
      const validate = ajv.getSchema(`doc#/components/schemas/${name}`)
      expect(validate?.(value), JSON.stringify(validate?.errors)).toBe(true)
    }
    check('SessionShare', (await ask(base, 'GET', route)).json)
    check('SessionShare', (await ask(base, 'POST', route)).json)
    check('SessionShare', (await ask(base, 'DELETE', route)).json)
    check('Created', (await ask(base, 'POST', '/api/share', {sessionID: id})).json)
    check('Failure', (await ask(base, 'POST', '/session/ses_nobody/share')).json)
    check('Failure', (await ask(base, 'GET', '/nothing')).json)
    // Every route that is described is there, with the methods that are described.
    for (const [template, methods] of Object.entries<Record<string, unknown>>(doc.paths)) {
      for (const method of ['get', 'post', 'delete']) {
        const answer = await ask(base, method.toUpperCase(), template.replace('{id}', 'x'))
        if (method in methods) expect(answer.status, `${method} ${template}`).not.toBe(405)
        else expect(answer.status, `${method} ${template}`).toBe(405)
      }
    }
  })
})
