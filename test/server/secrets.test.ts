import {describe, expect, it} from 'vitest'
import {fake} from '../../src/redact/fake.js'
import {pollUntil} from '../client/poll-until.js'
import {allText} from './all-text.js'
import {create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'
const one = `ghp_${fake('alphanumeric', 36)}`
const other = `ghp_${fake('alphanumeric', 35)}X`
const inOptions = fake('alphanumeric', 40)

function answerOf(items: ReturnType<typeof smallSession>, id: string, text: string) {
  const part = {id, messageID: 'msg_2', sessionID, type: 'text', text}
  return [...items, {type: 'part', data: part}]
}

describe('secrets in what a client sends', () => {
  it('are masked before anything is written, each with its number from one sync to the next', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const items = smallSession(sessionID)
    await sync(base, share, answerOf(items, 'prt_3', `first ${one}`))
    await sync(base, share, answerOf(items, 'prt_4', `then ${other} and ${one} again`))
    // A model brings the headers and options of the person's configuration.
    const model = {id: 'coder', providerID: 'acme', headers: {'x-key': inOptions}, options: {}}
    await sync(base, share, [{type: 'model', data: [model]}])
    const page = await pollUntil('the page', async () => {
      const text = await (await fetch(`${share.url}session.md`)).text()
      return text.includes('again') && text
    })
    expect(page).toContain('first [redacted:github-token#1]')
    expect(page).toContain('then [redacted:github-token#2] and [redacted:github-token#1] again')
    const everywhere = (await allText(world.home)) + world.log.join('\n')
    for (const secret of [one, other, inOptions]) expect(everywhere).not.toContain(secret)
    expect(await allText(world.state)).toContain('[redacted:github-token#2]')
  })

  it('are not let out in halves while what has them is still growing', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const ids = {messageID: 'msg_2', sessionID}
    const growing = (half: string) => [
      {...ids, id: 'prt_3', type: 'text', text: `so far ${half}`, time: {start: 1}},
      {
        ...{...ids, id: 'prt_4', type: 'tool', tool: 'bash', callID: 'call_1'},
        state: {
          ...{status: 'running', title: 'env', time: {start: 1}},
          ...{input: {command: 'env'}, metadata: {output: `TOKEN ${half}`}},
        },
      },
    ]
    const half = one.slice(0, 30)
    const parts = growing(half).map((data) => ({type: 'part', data}))
    await sync(base, share, [...smallSession(sessionID), ...parts])
    await pollUntil('the page', async () => {
      const text = await (await fetch(`${share.url}session.md`)).text()
      return text.includes('so far') && text
    })
    for (const folder of [world.publicFolder, world.state]) {
      expect(await allText(folder)).not.toContain(half.slice(4))
    }
    const whole = growing(`${one} and more`)[0]
    await sync(base, share, [{type: 'part', data: {...whole, time: {start: 1, end: 2}}}])
    await pollUntil('all of it', async () => {
      const text = await (await fetch(`${share.url}session.md`)).text()
      return text.includes('so far [redacted:github-token#1] and more')
    })
  })
})
