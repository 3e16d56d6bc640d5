import path from 'node:path'
import fs from 'fs-extra'
import {afterAll, beforeAll, expect, inject, it} from 'vitest'
import {type ClientWorld, createClientWorld} from './client-world.js'
import type {ClientSession} from './open-code.js'
import {pollUntil} from './poll-until.js'
import {type Relay, startRelay} from './relay.js'
import {type ShareHost, startShareHost} from './share-host.js'

let world: ClientWorld
let host: ShareHost
let relay: Relay

beforeAll(async () => {
  world = await createClientWorld({program: inject('openCode').latest})
  host = await startShareHost(world)
  relay = await startRelay(host.url)
  world.model.play(
    'make tea',
    {
      tools: [
        {
          name: 'task',
          args: {description: 'Find leaves', prompt: 'find the leaves', subagent_type: 'general'},
        },
      ],
    },
    {text: 'The tea is ready.'},
  )
  world.model.play('find the leaves', {text: 'They are in the tin.'})
})

afterAll(async () => {
  await relay?.close()
  await host?.close()
  await world?.close()
})

it('sends and shares nothing where sharing is disabled in OpenCode', async () => {
  await world.configure({share: 'disabled', enterprise: {url: relay.url}})
  const {stdout} = await world.openCode('run', '--share', 'Please make tea')
  expect(stdout).toContain('The tea is ready.')
  const client = await world.serve()
  const {id} = await client.createSession()
  await expect(client.api('POST', `/session/${id}/share`)).rejects.toThrow('answers 500')
  await client.stop()

  expect(relay.passed).toEqual([])
  expect(await host.shares()).toEqual([])
})

it('refuses to share where `sessionpress.json` of the project disables it', async () => {
  await world.configure({enterprise: {url: relay.url}})
  const file = path.join(world.project, 'sessionpress.json')
  await fs.writeJSON(file, {share: 'disabled'})
  const client = await world.serve()
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')
  await expect(client.api('POST', `/session/${id}/share`)).rejects.toThrow('answers 500')
  const {share} = await client.api<ClientSession>('GET', `/session/${id}`)
  await client.stop()
  await fs.remove(file)

  expect(share).toBeUndefined()
  expect(relay.passed).toEqual(['POST /api/share 403'])
  expect(await host.shares()).toEqual([])
})

it('shares each session from its start where OpenCode does so by itself, and no subagent', async () => {
  await world.configure({share: 'auto', enterprise: {url: relay.url}})
  const client = await world.serve()
  const {id} = await client.createSession()
  const address = await pollUntil('the address of a share', async () => {
    const {share} = await client.api<ClientSession>('GET', `/session/${id}`)
    return share?.url
  })
  await client.say(id, 'Please make tea')
  await pollUntil('the page', () => isShown(address), 10)
  await client.stop()

  expect(await host.shares()).toEqual([path.basename(address)])
})

async function isShown(address: string): Promise<boolean> {
  const {status, text} = await host.visit(address)
  return status === 200 && text.includes('The tea is ready.')
}
