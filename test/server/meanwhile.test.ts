import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {prepare} from '../../src/actions/prepare.js'
import {receive} from '../../src/actions/serve/receive.js'
import {shareWith} from '../../src/actions/share.js'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {list, unshare} from '../../src/index.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {type ItemLog, openItemLog} from '../../src/server/item-log.js'
import {pollUntil} from '../client/poll-until.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'

it('a share that is taken down while its page is made comes back under no other address', async () => {
  const world = await makeServeWorld()
  const {url: base} = await world.start()
  const share = await create(base, sessionID)
  await sync(base, share, smallSession(sessionID))
  await pollUntil('the page', async () => (await fetch(share.url)).status === 200)
  const file = `${world.home}/session.json`
  await fs.writeJson(file, smallSession(sessionID, 'A later answer.'))
  const prepareLate: typeof prepare = async (session, options) => {
    await unshare([share.id], world.options)
    return await prepare(session, options)
  }
  const again = shareWith(prepareLate, file, {...world.options, yes: true, only: share.id})
  await expect(again).rejects.toMatchObject({code: 'SHARE_NOT_FOUND'})
  expect(await list(world.options)).toEqual([])
  expect(await fs.readdir(world.publicFolder)).toEqual([])
})

it('a removal that did not come to its end is brought to it, though nobody asks again', async () => {
  const world = await makeServeWorld()
  const first = await world.start()
  const share = await create(first.url, sessionID)
  await sync(first.url, share, smallSession(sessionID))
  await pollUntil('the page', async () => (await fetch(share.url)).status === 200)
  await first.close()
  // As a process leaves it that is killed once it has begun.
  const file = path.join(world.state, 'shares', `${share.id}.json`)
  await fs.writeJson(file, {...(await fs.readJson(file)), state: 'removing'})
  await world.start()
  await pollUntil('it is gone', async () => (await fetch(share.url)).status === 404)
  await pollUntil('the ledger knows', async () => (await fs.readJson(file)).state === 'removed')
  expect(await fs.pathExists(path.join(world.state, 'serve', share.id))).toBe(false)
})

it('what was kept stays where the ledger cannot be read just now', async () => {
  const world = await makeServeWorld()
  const serving = await world.start()
  const share = await create(serving.url, sessionID)
  await sync(serving.url, share, smallSession(sessionID))
  await serving.close()
  const ledger = openLedger(world.state)
  const file = path.join(world.state, 'shares', `${share.id}.json`)
  const record = await fs.readFile(file, 'utf8')
  const log = openItemLog(ledger.shelf, share.id)
  const append: ItemLog['append'] = async (make) => {
    await log.append(make)
    await fs.writeFile(file, 'damaged')
  }
  const surroundings = resolveSurroundings(world.options.surroundings)
  const settings = {to: undefined, state: world.state, source: undefined, say: () => {}}
  const context = {...settings, ledger, surroundings, openLog: () => ({...log, append})}
  const body = {secret: share.secret, data: smallSession(sessionID, 'A later answer.')}
  const taken = receive(context, share.id, Buffer.from(JSON.stringify(body)))
  await expect(taken).rejects.toMatchObject({code: 'LEDGER_UNREADABLE'})
  await fs.writeFile(file, record)
  expect(JSON.stringify([...(await log.read()).items])).toContain('A later answer.')
})

it('items of what is public are given out while the next version is on its way', async () => {
  const world = await makeServeWorld()
  const {url: base} = await world.start()
  const share = await create(base, sessionID)
  await sync(base, share, smallSession(sessionID))
  const data = async () => (await ask(base, 'GET', `/api/share/${share.id}/data`)).status
  await pollUntil('its items', async () => (await data()) === 200)
  const file = path.join(world.state, 'shares', `${share.id}.json`)
  const live = await fs.readJson(file)
  const {receipt, title, findings, updatedAt} = live
  const next = {...receipt, files: receipt.files.map((each: object) => ({...each, sha256: '0'}))}
  const previous = {receipt, title, findings, updatedAt}
  await fs.writeJson(file, {...live, state: 'publishing', receipt: next, previous})
  expect(await data()).toBe(200)
  await fs.writeJson(file, {...live, state: 'publishing', receipt: next})
  expect(await data()).toBe(404)
  await fs.writeJson(file, live)
})
