import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import {pipeline} from 'node:stream/promises'
import {SessionpressError} from '../errors.js'
import type {Bundle} from '../session/bundle.js'
import {systemCode} from '../system/error-code.js'

/** The only address that is listened on: nobody else on the network can look. */
const loopback = '127.0.0.1'

/** Lends the bundle of the moment to one answer, and knows when it is no longer read. */
export type Lend = (answer: (bundle: Bundle) => Promise<void>) => Promise<void>

interface ServerOptions {
  /** Port on the loopback address; 0 takes a free one. */
  port: number
  lend: Lend
  /** What a browser is told about a file, by the file's name. */
  mediaTypeOf: (file: string) => string
  /** Told of an answer that broke off because a file could not be read. */
  onProblem: (error: unknown) => void
}

/** A server that answers until it is closed. */
interface RunningServer {
  url: string
  close(): Promise<void>
}

/**
 * Serve a bundle on the loopback address.
 *
 * Paths are looked up in the bundle and nowhere else. Requests that name
 * another host are refused: a site that makes its own name point to 127.0.0.1
 * would read the session otherwise.
 *
 * @throws SessionpressError `PREVIEW_PORT_TAKEN`
 */
export async function startServer({
  port,
  lend,
  mediaTypeOf,
  onProblem,
}: ServerOptions): Promise<RunningServer> {
  const server = createServer((request, response) => {
    const names = namesOf(server)
    lend((bundle) => answer(request, response, {bundle, names, mediaTypeOf})).catch(
      (error: unknown) => {
        // A visitor who leaves early is nobody's problem.
        if (!isVisitorGone(error)) onProblem(error)
        response.destroy()
      },
    )
  })
  await listen(server, port)
  return {
    url: `http://${loopback}:${portOf(server)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What one answer is made from. */
interface Shown extends Pick<ServerOptions, 'mediaTypeOf'> {
  bundle: Bundle
  /** Names that this server answers to. */
  names: string[]
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  {bundle, names, mediaTypeOf}: Shown,
): Promise<void> {
  response.setHeaders(headers)
  if (!names.includes(request.headers.host ?? '')) return refuse(response, 421, 'Unknown host')
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD')
    return refuse(response, 405, 'Only GET and HEAD')
  }
  const path = pathOf(request)
  const content = path === undefined ? undefined : bundle.get(path)
  if (path === undefined || content === undefined) return refuse(response, 404, 'Not found')

  response.writeHead(200, {'Content-Type': mediaTypeOf(path), 'Content-Length': content.size})
  if (request.method === 'HEAD') response.end()
  else await pipeline(content.read(), response)
}

const headers = new Map([
  ['Cache-Control', 'no-store'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['X-Content-Type-Options', 'nosniff'],
])

function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, {'Content-Type': 'text/plain; charset=utf-8'})
  response.end(`${reason}\n`)
}

/** The bundle's path that a request asks for; `undefined` for an address that cannot be read. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    const path = decodeURIComponent((request.url ?? '/').replace(/[?#].*$/s, '')).slice(1)
    return path === '' ? 'index.html' : path
  } catch {
    return undefined
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const code = systemCode(cause)
      const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`
      reject(
        new SessionpressError('PREVIEW_PORT_TAKEN', `Port \`${port}\` on ${loopback} ${reason}`, {
          hint: 'Leave out `--port` to take a free one.',
          cause,
        }),
      )
    })
    server.listen(port, loopback, resolve)
  })
}

function portOf(server: Server): number {
  const address = server.address()
  // A pipe's name or nothing, which a server on a TCP port never has.
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function namesOf(server: Server): string[] {
  return [loopback, 'localhost'].map((name) => `${name}:${portOf(server)}`)
}

function isVisitorGone(error: unknown): boolean {
  const code = systemCode(error)
  if (code === 'ECONNRESET' || code === 'EPIPE') return true
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
