import {afterAll, beforeAll, describe, expect, inject, it} from 'vitest'
import {type ClientWorld, createClientWorld} from './client-world.js'
import type {versions} from './install-client.js'
import type {ClientMessage, ClientSession, OpenCode} from './open-code.js'
import {fakeToken, playTea} from './play-tea.js'
import {pollUntil} from './poll-until.js'
import {type ShareHost, startShareHost} from './share-host.js'

/** What the client sends along with its models. */
const providerSecrets = ['option-FAKE-7f3a9c51', 'header-FAKE-2b8e6d04', 'model-FAKE-5c1d8e92']

const [option, header, ofModel] = providerSecrets

/** Places of a provider's configuration where people keep keys. */
const provider = {
  options: {headers: {'X-Shop-Key': header}, shopPassword: option},
  model: {options: {shopToken: ofModel}, headers: {'X-Model-Key': ofModel}},
}

describe.each<keyof typeof versions>(['latest', 'older'])('OpenCode, %s', (version) => {
  let world: ClientWorld
  let host: ShareHost
  let client: OpenCode
  let sessionID: string
  let address: string

  beforeAll(async () => {
    world = await createClientWorld({program: inject('openCode')[version], provider})
    host = await startShareHost(world)
    await world.configure({enterprise: {url: host.url}})
    playTea(world.model)
    client = await world.serve()
    sessionID = (await client.createSession()).id
    await client.say(sessionID, 'Please make tea')
  })

  afterAll(async () => {
    await host?.close()
    await world?.close()
  })

  it('gives out the final address at once, and shows the conversation there soon after', async () => {
    const {share} = await client.api<ClientSession>('POST', `/session/${sessionID}/share`)
    address = share?.url ?? ''
    expect(address).toMatch(new RegExp(`^${host.publicURL}/s_[0-9a-z]{26}/$`))
    expect((await host.visit(address)).status).toBe(404)

    const page = await pollUntil('the page of a shared session', () => read('The tea is ready.'))
    expect(page).toContain('Please make tea')
    expect(page).toContain('water boils')
  })

  it('shows todos and what a subagent did, which the client does not send', async () => {
    const page = await pollUntil('what the store adds', () => read('oolong on the shelf'))
    expect(page).toContain('Pour the water')
  })

  it('follows when the session goes on', async () => {
    await client.say(sessionID, 'And now some biscuits')
    await pollUntil('the second turn', () => read('The biscuits are here.'), 10)
  })

  it('marks what is undone, and leaves it out once the session goes on without it', async () => {
    const messages = await client.api<ClientMessage[]>('GET', `/session/${sessionID}/message`)
    const prompts = messages.filter(({info}) => info.role === 'user')
    await client.api('POST', `/session/${sessionID}/revert`, {messageID: prompts[1]?.info.id})
    await pollUntil('the mark', () => read('was undone by the user: 1 turn'), 10)

    await client.say(sessionID, 'And now the bill')
    const page = await pollUntil('the turn in its place', () => read('The bill is small.'), 10)
    expect(page).toContain('The tea is ready.')
    expect(page).not.toContain('The biscuits are here.')
  })

  it('publishes and keeps no secret of the session or of the configuration', async () => {
    const bytes = Buffer.concat(await host.everything())
    expect(bytes.includes('The tea is ready.')).toBe(true)
    for (const secret of [fakeToken, ...providerSecrets]) expect(bytes.includes(secret)).toBe(false)
  })

  it('answers 404 once it is no longer shared', async () => {
    await client.api('DELETE', `/session/${sessionID}/share`)
    await pollUntil('nothing', async () => (await host.visit(address)).status === 404, 10)
    // The page goes first, its folder last.
    await pollUntil('an empty host', async () => (await host.shares()).length === 0)
  })

  async function read(words: string): Promise<string | false> {
    const {status, text} = await host.visit(address)
    return status === 200 && text.includes(words) && text
  }
})
