import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {type ClientWorld, createClientWorld} from './client-world.js'
import type {versions} from './install-client.js'
import {pollUntil} from './poll-until.js'
import {type ShareHost, startShareHost} from './share-host.js'

// Its process ends when the answer is complete. Earlier versions have then sent nothing of it yet, and
// the latest not always all.
describe.each<keyof typeof versions>(['latest', 'older'])('`opencode run`, %s', (version) => {
  let world: ClientWorld
  let host: ShareHost

  beforeAll(async () => {
    world = await createClientWorld({program: inject('openCode')[version]})
    host = await startShareHost(world)
    world.model.play('make tea', {text: 'The tea is ready.'})
  })

  afterAll(async () => {
    await host?.close()
    await world?.close()
  })

  it('shows all that it did with `--share`', async () => {
    await world.configure({enterprise: {url: host.url}})
    const {stderr} = await world.openCode('run', '--share', 'Please make tea')
    await untilShown(stderr)
  })

  it('shows all that it did where OpenCode shares by itself', async () => {
    await world.configure({share: 'auto', enterprise: {url: host.url}})
    const {stderr} = await world.openCode('run', 'Please make tea')
    await untilShown(stderr)
  })

  async function untilShown(said: string): Promise<void> {
    expect(said).toContain(`${host.publicURL}/s_`)
    const [address = ''] = new RegExp(`${host.publicURL}/s_[0-9a-z]{26}/`).exec(said) ?? []
    await pollUntil('the page', async () => {
      const {status, text} = await host.visit(address)
      return status === 200 && text.includes('The tea is ready.')
    })
  }
})
