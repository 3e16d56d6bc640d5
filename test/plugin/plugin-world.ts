import path from 'node:path'
import fs from 'fs-extra'
import {vi} from 'vitest'
import {initOpenCode} from '../../src/actions/init-opencode.js'
import {list} from '../../src/actions/list.js'
import type {ShareStatus} from '../../src/actions/types.js'
import {createPlugin} from '../../src/plugin/create-plugin.js'
import type {Answer, Client} from '../../src/plugin/types.js'
import {makeWorld} from '../actions/world.js'
import {type Asked, type Reply, recorded, serve} from '../sources/answer-server.js'
import {fixtures} from '../sources/world.js'

/** A project with recorded sessions, and a client that asks a real server for them. */
export async function makePluginWorld() {
  const {home, cwd, publicFolder, options} = await makeWorld()
  const surroundings = {...options.surroundings}
  const answer = recorded()
  const {origin, asked} = await serve((question) => {
    const reply = answer(question) ?? subagent(question)
    return reply && {...reply, body: reply.body?.replaceAll('/home/dev/acme-shop', cwd) ?? ''}
  })
  const state = path.join(home, '.local/state/sessionpress')
  const toasts: string[] = []
  const client = clientOf(origin, toasts)
  const start = () => createPlugin({client, directory: cwd}, surroundings)
  const configure = (settings: object) =>
    fs.writeJson(path.join(cwd, 'sessionpress.json'), settings)

  return {
    ...{home, cwd, publicFolder, surroundings, state, asked, toasts, client, configure, start},
    configureOwn: (settings: object) =>
      fs.outputJson(path.join(home, '.config/sessionpress/config.json'), settings),
    agree: () => initOpenCode({surroundings}),
    shares: (): Promise<ShareStatus[]> => list({surroundings}),
    log: async () => await fs.readFile(path.join(state, 'plugin.log'), 'utf8').catch(() => ''),
    /** Tell a plugin of its own what happened, and let it end. */
    async play(...events: {type: string; properties: unknown}[]): Promise<void> {
      const hooks = start()
      for (const event of events) await hooks.event({event})
      await hooks.dispose()
    },
    async page(): Promise<string> {
      const [name = ''] = await fs.readdir(publicFolder)
      return await fs.readFile(path.join(publicFolder, name, 'index.html'), 'utf8')
    },
  }
}

/** Subagents of the recorded sessions, of which only the names were recorded. */
function subagent({url}: Asked): Reply | undefined {
  const [, , id, route] = url.pathname.split('/')
  const listed: {id: string}[] = fs.readJsonSync(
    path.join(fixtures, 'http/subagents.children.json'),
  )
  const child = listed.find((each) => each.id === id)
  return child && {body: JSON.stringify(route === undefined ? child : [])}
}

/** A session has been answered. */
export function idle(sessionID: string) {
  return {type: 'session.idle', properties: {sessionID}}
}

/** A session was deleted in a folder. */
export function deleted(id: string, directory: string) {
  return {type: 'session.deleted', properties: {sessionID: id, info: {id, directory}}}
}

/** Where everything of a project goes to its folder `public`, by itself. */
export const auto = {
  share: 'auto',
  target: 'site',
  targets: {site: {type: 'directory', path: './public'}},
}

/** OpenCode's own client, as its generated code asks and answers. */
function clientOf(origin: string, toasts: string[]): Client {
  const ask = (route: string) => async (call: {path: {id: string}; query?: object}) => {
    const url = new URL(`/session/${call.path.id}${route}`, origin)
    for (const [name, value] of Object.entries(call.query ?? {})) {
      url.searchParams.set(name, String(value))
    }
    const response = await fetch(url)
    const body: unknown = await response.json()
    const answer: Answer = response.ok ? {data: body, response} : {error: body, response}
    return answer
  }
  return {
    session: {
      get: ask(''),
      messages: ask('/message'),
      todo: ask('/todo'),
      children: ask('/children'),
      diff: ask('/diff'),
    },
    tui: {
      showToast: vi.fn(async ({body}) => void toasts.push(body.message)),
    },
  }
}
