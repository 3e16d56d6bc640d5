import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {review} from '../../src/index.js'
import {fake} from '../../src/redact/fake.js'
import {pollUntil} from '../client/poll-until.js'
import {allText} from './all-text.js'
import {create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'
const password = 'a-quiet-zebra-in-quartz-7731'

/** A server, and a project beside the one that it runs in, in which the session says it was made. */
async function setup(demands: object) {
  const world = await makeServeWorld()
  const project = path.join(world.home, 'their-shop')
  await fs.outputFile(path.join(project, '.env'), `DB_PASSWORD=${password}\n`)
  await fs.writeJson(path.join(project, 'sessionpress.json'), demands)
  const {url: base} = await world.start()
  const items = JSON.parse(
    JSON.stringify(smallSession(sessionID)).replaceAll('/home/dev/acme-shop', project),
  )
  return {...world, project, base, items}
}

function partOf(id: string, text: string, type = 'text') {
  const part = {id, messageID: 'msg_2', sessionID, type, text}
  return {type: 'part', data: type === 'text' ? part : {...part, time: {start: 1, end: 2}}}
}

describe('what the project of a session demands', () => {
  it('counts for what comes later too, without a word of where it was made', async () => {
    const demands = {redact: {words: ['Bluefinch']}, exclude: ['reasoning']}
    const {base, items, publicFolder, state, log, options} = await setup(demands)
    const share = await create(base, sessionID)
    await sync(base, share, items)
    await sync(base, share, [
      partOf('prt_3', `Bluefinch has ${password}. The end.`),
      partOf('prt_4', 'A long thought.', 'reasoning'),
    ])
    const page = await pollUntil('the page', async () => {
      const text = await (await fetch(`${share.url}session.md`)).text()
      return text.includes('The end.') && text
    })
    expect(page).toContain('[redacted:own-word#1] has [redacted:known-value#1]')
    const everywhere = (await allText(publicFolder)) + (await allText(state)) + log.join('\n')
    for (const word of ['Bluefinch', password]) expect(everywhere).not.toContain(word)
    expect(await allText(publicFolder)).not.toContain('A long thought.')
    const {left} = await review(sessionID, options)
    expect(left.chosen.join('\n')).toContain('reasoning')
  })

  it('keeps it home where sharing is switched off there once its link was given out', async () => {
    const {base, items, project, publicFolder, log} = await setup({})
    const share = await create(base, sessionID)
    await sync(base, share, items.slice(0, 3))
    await fs.writeJson(path.join(project, 'opencode.json'), {share: 'disabled'})
    await sync(base, share, items.slice(3))
    await pollUntil('the log tells it', async () =>
      log.find((line) => line.includes('switched off')),
    )
    expect(await fs.readdir(publicFolder)).toEqual([])
  })
})

it('ids that are secrets are kept nowhere, not even as what is gone', async () => {
  const {base, state, publicFolder, items} = await setup({})
  const token = `ghp_${fake('alphanumeric', 36)}`
  const share = await create(base, sessionID)
  const part = {sessionID, type: 'text', text: 'x'}
  const sent = await sync(base, share, [
    ...items,
    {type: 'message', data: {id: token, sessionID, role: 'user', time: {created: 3}}},
    {type: 'message', data: {id: `m${token}`, sessionID}},
    {type: 'part', data: {...part, id: token, messageID: token}},
    {type: 'part', data: {...part, id: `prt/${token}`, messageID: 'msg_2'}},
  ])
  expect(sent.status).toBe(200)
  await pollUntil('the page', async () => (await fetch(share.url)).status === 200)
  expect((await allText(state)) + (await allText(publicFolder))).not.toContain(token)
})
