import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {review, status} from '../../src/index.js'
import {fake} from '../../src/redact/fake.js'
import {pollUntil} from '../client/poll-until.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'

// The own style is no part of the session, so redaction never sees it, and the gate does.
const token = `ghp_${fake('alphanumeric', 36)}`

/** A page at an address, when one is there. */
async function pageAt(url: string, text: string): Promise<string> {
  return await pollUntil(`a page with "${text}" at ${url}`, async () => {
    const answer = await fetch(url)
    const page = await answer.text()
    return answer.status === 200 && page.includes(text) ? page : undefined
  })
}

describe('a session that the gate refuses', () => {
  it('has a page without content at its address, until a person has decided', async () => {
    const world = await makeServeWorld({style: './house.css'})
    await fs.writeFile(path.join(world.cwd, 'house.css'), `/* ${token} */`)
    const {url: base, log} = await world.start()
    const share = await create(base, sessionID)
    await sync(base, share, smallSession(sessionID))
    const held = await pageAt(share.url, 'Held for review')
    for (const word of ['An answer.', 'A question?', 'A small session', token]) {
      expect(held).not.toContain(word)
    }
    expect(await fs.readdir(path.join(world.publicFolder, share.id))).toEqual([
      '.sessionpress',
      'index.html',
    ])
    expect((await ask(base, 'GET', `/api/share/${share.id}/data`)).status).toBe(404)
    const told = await pollUntil('the log tells it', async () =>
      log.find((line) => line.includes('held for review')),
    )
    expect(told).toContain(`sessionpress review ${sessionID}`)
    expect(told).not.toContain(token)
    expect(await status(sessionID, world.options)).toMatchObject({
      shareID: share.id,
      held: true,
    })

    // No store of this machine has the session: what `serve` has is reviewed.
    const reviewed = await review(sessionID, {...world.options, decide: async () => 'allow-once'})
    expect(reviewed.findings.map(({state}) => state)).not.toContain('undecided')
    await pageAt(share.url, 'An answer.')
    await pollUntil('it is held no more', async () => {
      return (await status(sessionID, world.options)).held === undefined
    })
  })

  it('stays as it was where an earlier version is public', async () => {
    const world = await makeServeWorld({style: './house.css'})
    const style = path.join(world.cwd, 'house.css')
    await fs.writeFile(style, 'body {}')
    const {url: base, log} = await world.start()
    const share = await create(base, sessionID)
    await sync(base, share, smallSession(sessionID))
    await pageAt(share.url, 'An answer.')
    await fs.writeFile(style, `/* ${token} */`)
    await sync(base, share, smallSession(sessionID, 'A later answer.', 3_000))
    await pollUntil('the log tells it', async () =>
      log.find((line) => line.includes('held for review')),
    )
    const page = await (await fetch(share.url)).text()
    expect(page).toContain('An answer.')
    expect(page).not.toContain('A later answer.')
  })
})

describe('sharing that is switched off', () => {
  it('is refused at create, and nothing is published that was created before', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const file = path.join(world.cwd, 'sessionpress.json')
    await fs.writeJson(file, {...(await fs.readJson(file)), share: 'disabled'})
    const refused = await ask(base, 'POST', '/api/share', {sessionID: 'ses_anotherOne'})
    expect(refused).toMatchObject({status: 403, json: {error: {code: 'SHARE_DISABLED'}}})
    expect(refused.json.error.message).toContain('sessionpress.json')
    await sync(base, share, smallSession(sessionID))
    await pollUntil('the log tells it', async () =>
      world.log.find((line) => line.includes('switched off')),
    )
    expect(await fs.readdir(world.publicFolder)).toEqual([])
    // Nothing forbids to take down.
    const secret = {secret: share.secret}
    expect((await ask(base, 'DELETE', `/api/share/${share.id}`, secret)).status).toBe(200)
  })
})

describe('where shares are encrypted', () => {
  it('the link that create gives out has the key, and stays the same', async () => {
    const world = await makeServeWorld({encrypt: true})
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    expect(share.url).toMatch(/#k=[\w-]{43}$/)
    await sync(base, share, smallSession(sessionID))
    const page = await pageAt(share.url, 'An encrypted coding session')
    expect(page).not.toContain('An answer.')
    await pollUntil('the ledger knows it', async () => {
      const {state, shareURL} = await status(sessionID, world.options)
      return state === 'live' && shareURL === share.url
    })
    expect((await create(base, sessionID)).url).toBe(share.url)
    // Whoever only knows the share's id gets neither key nor content.
    expect((await ask(base, 'GET', `/api/share/${share.id}/data`)).status).toBe(404)
    const {headers} = await ask(base, 'GET', `/share/${share.id}`)
    expect(headers.get('location')).not.toContain('#')
  })

  it('is refused at create where shares shall be importable too', async () => {
    const world = await makeServeWorld({encrypt: true})
    const file = path.join(world.cwd, 'sessionpress.json')
    const {targets, ...rest} = await fs.readJson(file)
    await fs.writeJson(file, {...rest, targets: {site: {...targets.site, importable: true}}})
    const {url: base} = await world.start()
    const refused = await ask(base, 'POST', '/api/share', {sessionID})
    expect(refused).toMatchObject({status: 409, json: {error: {code: 'IMPORT_ENCRYPTED'}}})
    expect(await status(sessionID, world.options)).toMatchObject({shareID: null})
  })
})
