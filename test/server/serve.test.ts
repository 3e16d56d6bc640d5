import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {list, status, unshare} from '../../src/index.js'
import {pollUntil} from '../client/poll-until.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_00000000000000000000000001'

/** The page at an address, when it has a text. */
async function pageWith(url: string, text: string): Promise<string> {
  return await pollUntil(`${url} has "${text}"`, async () => {
    const page = await (await fetch(url)).text()
    return page.includes(text) ? page : undefined
  })
}

describe('serve, as the share server of OpenCode', () => {
  it('answers create at once with the final address, which is 404 until something is answered', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    expect(share.url).toBe(`${world.site.url}/${share.id}/`)
    expect(share.id).toMatch(/^s_[0-9a-z]{26}$/)
    expect((await fetch(share.url)).status).toBe(404)

    const question = smallSession(sessionID).slice(0, 3)
    expect(await sync(base, share, question)).toMatchObject({status: 200, json: {}})
    expect(await create(base, sessionID)).toEqual(share)
    await sync(base, share, smallSession(sessionID))
    await pageWith(share.url, 'An answer.')
  })

  it('publishes no answer that has only begun', async () => {
    const {start, publicFolder} = await makeServeWorld()
    const {url: base, close} = await start()
    const share = await create(base, sessionID)
    const begun = {id: 'prt_2', sessionID, messageID: 'msg_2', type: 'step-start'}
    const items = [...smallSession(sessionID).slice(0, 4), {type: 'part', data: begun}]
    expect(await sync(base, share, items)).toMatchObject({status: 200})
    await close()
    expect(await fs.readdir(publicFolder)).toEqual([])
  })

  it('follows what comes later, and takes the share down', async () => {
    const world = await makeServeWorld()
    const {url: base, close} = await world.start()
    const share = await create(base, sessionID)
    await sync(base, share, smallSession(sessionID))
    await pageWith(share.url, 'An answer.')
    await sync(base, share, smallSession(sessionID, 'A better answer.', 3_000))
    await pageWith(share.url, 'A better answer.')

    const secret = {secret: share.secret}
    expect(await ask(base, 'DELETE', `/api/share/${share.id}`, secret)).toMatchObject({status: 200})
    expect((await fetch(share.url)).status).toBe(404)
    // The client of 1.18 sends a last sync for what it has removed (reference 4.3).
    expect(await sync(base, share, smallSession(sessionID))).toMatchObject({status: 404})
    expect(await ask(base, 'DELETE', `/api/share/${share.id}`, secret)).toMatchObject({status: 200})
    await close()
    expect(await fs.readdir(world.publicFolder)).toEqual([])
    expect(await fs.pathExists(path.join(world.state, 'serve', share.id))).toBe(false)
    expect(await list(world.options)).toEqual([])
  })

  it('gives a session that is shared again a new link', async () => {
    const {start} = await makeServeWorld()
    const {url: base} = await start()
    const first = await create(base, sessionID)
    await ask(base, 'DELETE', `/api/share/${first.id}`, {secret: first.secret})
    const second = await create(base, sessionID)
    expect(second.id).not.toBe(first.id)
    expect(second.secret).not.toBe(first.secret)
  })

  it('speaks the flavour of organisations and the first protocol too', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const headers = {authorization: 'Bearer of-some-console', 'x-org-id': 'org_1'}
    const created = await ask(base, 'POST', '/api/shares', {sessionID}, headers)
    const share = created.json
    const items = smallSession(sessionID)
    const body = {secret: share.secret, data: items}
    await ask(base, 'POST', `/api/shares/${share.id}/sync`, body, headers)
    await pageWith(share.url, 'An answer.')
    const removal = {secret: share.secret}
    expect(await ask(base, 'DELETE', `/api/shares/${share.id}`, removal, headers)).toMatchObject({
      status: 200,
    })

    const first = (await ask(base, 'POST', '/share_create', {sessionID})).json
    expect((await ask(base, 'POST', '/share_create', {sessionID})).json).toEqual(first)
    for (const {type, data} of items) {
      const {id, messageID} = data as {id?: string; messageID?: string}
      const key = {
        session: `session/info/${sessionID}`,
        message: `session/message/${sessionID}/${id}`,
        part: `session/part/${sessionID}/${messageID}/${id}`,
      }[type]
      if (key === undefined) continue
      const sent = {sessionID, secret: first.secret, key, content: data}
      expect(await ask(base, 'POST', '/share_sync', sent)).toMatchObject({status: 200})
    }
    const page = await pageWith(first.url, 'An answer.')
    expect(page).toContain('A question?')
    const id = first.url.match(/s_[0-9a-z]{26}/)?.[0]
    const data = await pollUntil('the items of it', async () => {
      const answer = await ask(base, 'GET', `/share_data?id=${id}`)
      return answer.status === 200 && answer
    })
    expect(Object.keys(data.json.messages)).toEqual(['msg_1', 'msg_2'])
    expect(data.json.messages.msg_2.parts[0].text).toBe('An answer.')
    const gone = await ask(base, 'POST', '/share_delete', {sessionID, secret: first.secret})
    expect(gone).toMatchObject({status: 200, json: {}})
    expect((await fetch(first.url)).status).toBe(404)
  })

  it('publishes under the link that it gave out, whatever the session calls itself', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const items = smallSession(sessionID).map(({type, data}) => {
      const {sessionID: _, ...rest} = data as {sessionID?: string}
      if (type === 'session') return {type, data: {...rest, id: 7}}
      return {type, data: Array.isArray(data) ? data : rest}
    })
    await sync(base, share, items)
    await pageWith(share.url, 'An answer.')
    expect(await fs.readdir(world.publicFolder)).toEqual([share.id])
  })

  it('leads from its own address to the public page, and gives the items of it', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const data = () => ask(base, 'GET', `/api/share/${share.id}/data`)
    expect((await data()).status).toBe(404)
    await sync(base, share, smallSession(sessionID))
    const {json} = await pollUntil('the items of it', async () => {
      const answer = await data()
      return answer.status === 200 && answer
    })
    const page = await ask(base, 'GET', `/share/${share.id}`)
    expect(page.status).toBe(302)
    expect(page.headers.get('location')).toBe(share.url)
    const kinds = json.map(({type}: {type: string}) => type)
    expect(kinds).toEqual(['session', 'message', 'part', 'message', 'part'])
    expect(JSON.stringify(json)).toContain('An answer.')
  })

  it('is one share for the command line too: status knows it, unshare takes it down', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    await sync(base, share, smallSession(sessionID))
    await pageWith(share.url, 'An answer.')
    expect(await status(sessionID, world.options)).toMatchObject({
      shareID: share.id,
      shareURL: share.url,
      state: 'live',
      title: 'A small session',
    })
    await unshare([share.id], world.options)
    expect(await sync(base, share, smallSession(sessionID))).toMatchObject({status: 404})
    expect((await fetch(share.url)).status).toBe(404)
    const secret = {secret: share.secret}
    expect(await ask(base, 'DELETE', `/api/share/${share.id}`, secret)).toMatchObject({status: 200})
  })
})
