import path from 'node:path'
import fs from 'fs-extra'
import {onTestFinished} from 'vitest'
import {type ServeOptions, type Serving, serve} from '../../src/index.js'
import {makeWorld} from '../actions/world.js'
import {serveFolder} from '../support/static-server.js'

/** A world whose target is a folder that a static host serves. */
export async function makeServeWorld(configuration: object = {}) {
  const world = await makeWorld()
  const site = await serveFolder(world.publicFolder)
  onTestFinished(site.close)
  const target = {type: 'directory', path: './public', url: site.url}
  await fs.writeJson(path.join(world.cwd, 'sessionpress.json'), {
    target: 'site',
    targets: {site: target},
    ...configuration,
  })
  const log: string[] = []

  /** A server on a free port, ended with the test. */
  async function start(options: ServeOptions = {}): Promise<Serving & {log: string[]}> {
    const surroundings = {...world.options.surroundings, now: () => new Date()}
    const {state} = world
    const onLog = (line: string) => void log.push(line)
    const serving = await serve({surroundings, state, port: 0, onLog, ...options})
    let closing: Promise<void> | undefined
    const close = () => {
      closing ??= serving.close()
      return closing
    }
    onTestFinished(close)
    return {...serving, close, log}
  }

  return {...world, site, start, log}
}

/** What a server answered. */
interface Asked {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: what a server answers is looked at as it comes.
  json: any
}

/** What a client of the share protocol asks, with what the server answers. */
export async function ask(
  base: string,
  method: string,
  route: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Asked> {
  const answer = await fetch(base + route, {
    method,
    redirect: 'manual',
    headers: {...(body !== undefined && {'content-type': 'application/json'}), ...headers},
    ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)}),
  })
  const text = await answer.text()
  return {status: answer.status, headers: answer.headers, text, json: parse(text)}
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Create the share of a session. */
export async function create(base: string, sessionID: string) {
  const {json} = await ask(base, 'POST', '/api/share', {sessionID})
  return json as {id: string; url: string; secret: string}
}

/** Send items. */
export async function sync(
  base: string,
  share: {id: string; secret: string},
  data: unknown[],
): Promise<Asked> {
  return await ask(base, 'POST', `/api/share/${share.id}/sync`, {secret: share.secret, data})
}

/** Items of a small session with one answer. */
export function smallSession(sessionID: string, answer = 'An answer.', updated = 2_000) {
  const message = {sessionID, time: {created: 1_000}}
  const text = {sessionID, type: 'text'}
  return [
    {
      type: 'session',
      data: {
        id: sessionID,
        slug: 'quiet-river',
        projectID: 'global',
        directory: '/home/dev/acme-shop',
        title: 'A small session',
        version: '1.18.33',
        time: {created: 1_000, updated},
      },
    },
    {
      type: 'message',
      data: {
        ...{...message, id: 'msg_1', role: 'user', agent: 'build'},
        model: {providerID: 'acme', modelID: 'coder'},
      },
    },
    {type: 'part', data: {...text, id: 'prt_1', messageID: 'msg_1', text: 'A question?'}},
    {
      type: 'message',
      data: {
        ...{...message, id: 'msg_2', role: 'assistant', parentID: 'msg_1', mode: 'build'},
        ...{agent: 'build', modelID: 'coder', providerID: 'acme', cost: 0},
        path: {cwd: '/home/dev/acme-shop', root: '/home/dev/acme-shop'},
        tokens: {input: 1, output: 1, reasoning: 0, cache: {read: 0, write: 0}},
      },
    },
    {type: 'part', data: {...text, id: 'prt_2', messageID: 'msg_2', text: answer}},
    {type: 'session_diff', data: []},
  ]
}
