import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import fs from 'fs-extra'
import {onTestFinished} from 'vitest'
import {fixtures, ids} from './world.js'

/** What a request asked for. */
export interface Asked {
  url: URL
  authorization: string | undefined
}

export interface AnswerServer {
  origin: string
  asked: Asked[]
}

/** What a server of a test says to a request; `undefined` is 404. */
export type Answering = (asked: Asked) => Reply | undefined

export interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: string
}

/** A real server on loopback for one test. */
export async function serve(answer: Answering): Promise<AnswerServer> {
  const asked: Asked[] = []
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    const question = {url, authorization: request.headers.authorization}
    asked.push(question)
    const reply = answer(question) ?? {
      status: 404,
      body: '{"name":"NotFoundError","data":{"message":"Session not found"}}',
    }
    response.writeHead(reply.status ?? 200, {'content-type': 'application/json', ...reply.headers})
    response.end(reply.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const {port} = server.address() as AddressInfo // A server that listens on a port has one.
  return {origin: `http://127.0.0.1:${port}`, asked}
}

export interface RecordedOptions {
  /** Messages on a page at most, whatever is asked for. @default all */
  page?: number
  /** Where the cursor of the next page is. @default 'x-next-cursor' */
  cursorIn?: 'x-next-cursor' | 'link'
}

/** What `opencode serve` 1.18.33 answered, paged as it pages. */
export function recorded({
  page = 1000,
  cursorIn = 'x-next-cursor',
}: RecordedOptions = {}): Answering {
  return ({url}) => {
    const [, , id = '', route = 'session'] = url.pathname.split('/')
    if (url.pathname === '/experimental/session') return {body: JSON.stringify(sessions())}
    const name = Object.entries(ids).find(([, known]) => known === id)?.[0]
    if (name === undefined) return undefined
    const message = url.searchParams.get('messageID')
    const file = path.join(fixtures, 'http', `${name}.${route}${message ? `.${message}` : ''}.json`)
    if (!fs.pathExistsSync(file)) return undefined
    const body = fs.readFileSync(file, 'utf8')
    if (route !== 'message') return {body}
    const all: unknown[] = JSON.parse(body)
    const end = Number(url.searchParams.get('before') ?? all.length)
    const start = Math.max(0, end - Math.min(page, Number(url.searchParams.get('limit') ?? page)))
    return {
      body: JSON.stringify(all.slice(start, end)),
      headers: cursorHeaders(url, start, cursorIn),
    }
  }
}

function cursorHeaders(url: URL, start: number, cursorIn: string): Record<string, string> {
  if (start === 0) return {}
  if (cursorIn === 'x-next-cursor') return {'x-next-cursor': String(start)}
  return {link: `<${url.origin}${url.pathname}?limit=1&before=${start}>; rel="next"`}
}

function sessions(): unknown[] {
  return Object.keys(ids).map((name) =>
    fs.readJsonSync(path.join(fixtures, 'http', `${name}.session.json`)),
  )
}
