import {expect, inject, it, onTestFinished} from 'vitest'
import {createClientWorld} from './client-world.js'
import type {ClientSession} from './open-code.js'
import {pollUntil} from './poll-until.js'
import {startShareHost} from './share-host.js'

const token = 'FAKE-token-of-a-server'

it('shares through a server that asks for a token, which is part of its address, and not without', async () => {
  const world = await createClientWorld({program: inject('openCode').latest})
  onTestFinished(() => world.close())
  const host = await startShareHost(world, {token})
  onTestFinished(() => host.close())
  world.model.play('make tea', {text: 'The tea is ready.'})
  const client = await world.serve()
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')
  await client.stop()

  await expect(shareBy(host.url)).rejects.toThrow('answers 500')
  expect(await host.shares()).toEqual([])
  // The client doubles a slash at the end.
  const {share} = await shareBy(`${host.url}/${token}/`)
  await pollUntil('the page', async () => (await host.visit(share?.url ?? '')).status === 200)
  expect(Buffer.concat(await host.everything()).includes(token)).toBe(false)

  async function shareBy(url: string): Promise<ClientSession> {
    await world.configure({enterprise: {url}})
    const {api} = await world.serve()
    return await api<ClientSession>('POST', `/session/${id}/share`)
  }
})
