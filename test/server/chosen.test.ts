import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {share} from '../../src/actions/share.js'
import {pollUntil} from '../client/poll-until.js'
import {ask, create, makeServeWorld, sync} from './serve-world.js'

const file = path.resolve('fixtures/sessions/feature/input.json')

it('shows no more of a session than its person wanted when they shared it by hand', async () => {
  const {start, options, log} = await makeServeWorld()
  const server = await start()
  const {info, messages} = await fs.readJson(file)
  const items = [
    {type: 'session', data: info},
    // biome-ignore lint/suspicious/noExplicitAny: as the fixture holds it.
    ...messages.flatMap(({info, parts}: any) => [
      {type: 'message', data: info},
      ...parts.map((part: unknown) => ({type: 'part', data: part})),
    ]),
  ]
  const given = await create(server.url, info.id)
  const {shareURL} = await share(file, {...options, yes: true, toTurn: 1})
  expect(shareURL).toBe(given.url)

  await sync(server.url, given, items)
  await pollUntil('it is published', async () => log.find((line) => line.includes('published at')))
  const page = await (await fetch(given.url)).text()
  expect(page).toContain('id="t1"')
  expect(page).not.toContain('id="t2"')
  const {json} = await ask(server.url, 'GET', `/api/share/${given.id}/data`)
  const prompts = json.filter(
    // biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at as it comes.
    ({type, data}: any) => type === 'message' && data.role === 'user',
  )
  expect(prompts).toHaveLength(1)
})
