import {expect, inject, it, onTestFinished} from 'vitest'
import {createClientWorld} from './client-world.js'
import type {ClientSession} from './open-code.js'
import {pollUntil} from './poll-until.js'
import {startRelay} from './relay.js'
import {startShareHost} from './share-host.js'

it('publishes what it gave an address for, though it was killed before the client sent anything', async () => {
  const world = await createClientWorld({program: inject('openCode').latest})
  onTestFinished(() => world.close())
  const host = await startShareHost(world)
  onTestFinished(() => host.close())
  const relay = await startRelay(host.url)
  onTestFinished(() => relay.close())
  await world.configure({enterprise: {url: relay.url}})
  world.model.play('make tea', {text: 'The tea is ready.'})
  world.model.play('some biscuits', {text: 'The biscuits are here.'})
  const client = await world.serve()
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')

  const {share} = await client.api<ClientSession>('POST', `/session/${id}/share`)
  await host.kill()
  // The client sends everything once, and does not send it again.
  await pollUntil('a sync that is lost', async () => relay.passed[1])
  expect(relay.passed).toEqual([matching(/^POST .*\/share 200$/), matching(/sync 502$/)])
  await host.start()
  await untilShown('The tea is ready.')

  await client.say(id, 'And now some biscuits')
  await untilShown('The biscuits are here.')

  async function untilShown(words: string): Promise<void> {
    await pollUntil(`a page with \`${words}\``, async () => {
      const {status, text} = await host.visit(share?.url ?? '')
      return status === 200 && text.includes(words)
    })
  }
})

function matching(pattern: RegExp) {
  return expect.stringMatching(pattern)
}
