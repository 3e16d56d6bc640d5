import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {list} from '../../src/index.js'
import {pollUntil} from '../client/poll-until.js'
import {root} from '../support/case.js'
import {ask, makeServeWorld} from './serve-world.js'

interface Exchange {
  phase: string
  method: string
  path: string
  headers: Record<string, string>
  body: Record<string, unknown> | null
  answer: {status: number; body: unknown}
}

const file = path.join(root, 'fixtures/share-protocol/recorded.jsonl')
const recorded = (await fs.readFile(file, 'utf8'))
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Exchange)

/** Text of the answers in an exchange. */
function textsOf({body}: Exchange): string[] {
  const items = (body?.data ?? []) as {type: string; data: Record<string, unknown>}[]
  return items
    .filter(({type, data}) => type === 'part' && data.type === 'text')
    .map(({data}) => String(data.text).split('\n')[0] ?? '')
    .filter((text) => /^[\w ,.!?:'-]{8,}$/.test(text))
}

/** Play exchanges; what the recorded server had called a share stands for what ours calls it. */
async function play(base: string, exchanges: readonly Exchange[]) {
  const shares = new Map<string, {id: string; url: string; secret: string}>()
  const statuses: [string, number][] = []
  for (const {phase, method, path: route, headers, body} of exchanges) {
    const [, id] = /^\/api\/share\/([^/]+)/.exec(route) ?? []
    const share = id === undefined ? undefined : shares.get(id)
    const asked = share && id !== undefined ? route.replace(id, share.id) : route
    const sent = share && body ? {...body, secret: share.secret} : (body ?? undefined)
    const answer = await ask(base, method, asked, sent, headers)
    statuses.push([`${phase}: ${method} ${route}`, answer.status])
    if (id === undefined && answer.status === 200) {
      shares.set(String(body?.sessionID).slice(-8), answer.json)
    }
  }
  return {shares, statuses}
}

it('what the client of 1.18 sent is answered as it expects, and ends in pages with all of it', async () => {
  const world = await makeServeWorld()
  const {url: base} = await world.start()
  // What the recorded server was told to fail is left out: ours does not.
  const exchanges = recorded.filter(({method, answer}) => method !== 'GET' && answer.status === 200)
  const {shares, statuses} = await play(base, exchanges)
  expect(statuses.filter(([, status]) => status !== 200)).toEqual([])

  const removed = new Set(
    exchanges.filter(({method}) => method === 'DELETE').map((one) => one.path.split('/')[3]),
  )
  expect(removed.size).toBeGreaterThan(1)
  for (const [id, share] of shares) {
    if (removed.has(id)) {
      expect((await fetch(share.url)).status, id).toBe(404)
      continue
    }
    const own = exchanges.filter((one) => one.path.includes(id))
    const texts = own.flatMap(textsOf)
    if (texts.length === 0) continue
    await pollUntil(`${share.url} has all of it`, async () => {
      const page = await (await fetch(`${share.url}session.md`)).text()
      return texts.every((text) => page.includes(text))
    })
  }
  await pollUntil('the ledger has those that are left', async () => {
    const live = (await list(world.options)).filter(({state}) => state === 'live')
    return live.length === 3
  })
})

it('a second and a third time, in another order, it gives the same', async () => {
  const world = await makeServeWorld()
  const {url: base} = await world.start()
  const id = 'BUCe76Wb'
  const own = recorded.filter(({path: route, method, answer, body}) => {
    if (method !== 'POST' || answer.status !== 200) return false
    return route.includes(id) || String(body?.sessionID).endsWith(id)
  })
  const [create, ...syncs] = own
  const jumbled = syncs.map((exchange) => ({
    ...exchange,
    body: {...exchange.body, data: ((exchange.body?.data ?? []) as unknown[]).toReversed()},
  }))
  const first = await play(base, create ? [create, ...jumbled, ...jumbled, ...syncs] : [])
  const share = first.shares.get(id)
  const texts = syncs.flatMap(textsOf)
  expect(texts.length).toBeGreaterThan(0)
  await pollUntil('all of it is there, in order', async () => {
    const page = await (await fetch(`${share?.url}session.md`)).text()
    const places = texts.map((text) => page.indexOf(text))
    return places.every((place, index) => place > (places[index - 1] ?? 0))
  })
})
