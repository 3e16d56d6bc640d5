import {afterAll, beforeAll, expect, inject, it} from 'vitest'
import {type ClientWorld, createClientWorld} from './client-world.js'
import type {ClientSession, OpenCode} from './open-code.js'
import {pollUntil} from './poll-until.js'
import {type ShareHost, startShareHost} from './share-host.js'

let world: ClientWorld
let host: ShareHost
let client: OpenCode

beforeAll(async () => {
  world = await createClientWorld({program: inject('openCode').latest})
  host = await startShareHost(world)
  await world.configure({enterprise: {url: host.url}})
  world.model.play('make tea', {text: 'The tea is ready.'})
  client = await world.serve()
})

afterAll(async () => {
  await host?.close()
  await world?.close()
})

it('takes a share down when its session is deleted where it was shared', async () => {
  const {id, address} = await share()
  await client.api('DELETE', `/session/${id}`)
  await untilGone(address)
})

it('takes a share down when a process deletes its session that knows of no share', async () => {
  const {id, address} = await share()
  await client.stop()
  const {status} = await world.openCode('session', 'delete', id)
  expect(status).toBe(0)
  await untilGone(address)
  await pollUntil('an empty host', async () => (await host.shares()).length === 0)
})

async function share(): Promise<{id: string; address: string}> {
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')
  const {share} = await client.api<ClientSession>('POST', `/session/${id}/share`)
  const address = share?.url ?? ''
  await pollUntil('the page', async () => (await host.visit(address)).status === 200)
  return {id, address}
}

async function untilGone(address: string): Promise<void> {
  await pollUntil('its end', async () => (await host.visit(address)).status === 404)
}
