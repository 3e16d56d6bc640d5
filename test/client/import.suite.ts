import path from 'node:path'
import fs from 'fs-extra'
import {afterAll, beforeAll, expect, inject, it, onTestFinished} from 'vitest'
import {type ClientWorld, createClientWorld} from './client-world.js'
import {compareSessions, type SessionDocument} from './compare-session.js'
import type {ClientSession} from './open-code.js'
import {fakeToken, playTea} from './play-tea.js'
import {pollUntil} from './poll-until.js'
import {type ShareHost, startShareHost} from './share-host.js'

const program = inject('openCode').latest

let world: ClientWorld
let host: ShareHost
let sessionID: string
let page: string
/** `session.json` of the share. */
let published: SessionDocument

beforeAll(async () => {
  world = await createClientWorld({program})
  host = await startShareHost(world, {target: {importable: true}})
  await world.configure({enterprise: {url: host.url}})
  playTea(world.model)
  const client = await world.serve()
  sessionID = (await client.createSession()).id
  await client.say(sessionID, 'Please make tea')
  await client.say(sessionID, 'And now some biscuits')
  const {share} = await client.api<ClientSession>('POST', `/session/${sessionID}/share`)
  page = await pollUntil('the page', async () => {
    const {status, text} = await host.visit(share?.url ?? '')
    return status === 200 && text
  })
  published = JSON.parse((await host.visit(`${share?.url}session.json`)).text)
})

afterAll(async () => {
  await host?.close()
  await world?.close()
})

it('gives back the conversation by the command that the page shows, from a static host alone', async () => {
  const [, address = ''] = /opencode import (http[\w:/.-]+)/.exec(page) ?? []
  await host.kill()
  expect(await importInto(address)).toEqual([])
})

it('gives back the conversation from `session.json`', async () => {
  const file = path.join(world.root, 'session.json')
  await fs.writeJSON(file, published)
  expect(await importInto(file)).toEqual([])
})

/** Import on another machine, and say what is not the same there. */
async function importInto(from: string): Promise<string[]> {
  const other = await createClientWorld({program})
  onTestFinished(() => other.close())
  const {stdout, stderr} = await other.openCode('import', from)
  expect(`${stdout}${stderr}`).toContain(`Imported session: ${sessionID}`)
  const exported = await other.export(sessionID)
  expect(JSON.stringify(exported)).toContain('The biscuits are here.')
  expect(JSON.stringify(exported)).not.toContain(fakeToken)
  return compareSessions(published, exported as SessionDocument) // What `opencode export` writes.
}
