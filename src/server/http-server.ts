import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http'
import {isIP} from 'node:net'
import {SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'
import {failure, send} from './answer.js'
import {admit} from './guard.js'
import type {Room} from './read-body.js'
import {route} from './routes.js'
import type {ShareService} from './service.js'

export interface ListenOptions {
  /** Address to listen on. */
  host: string
  /** Port there; 0 takes a free one. */
  port: number
  /** What every request must know. Needed on every address that others can reach. */
  token: string | undefined
  /** Bytes that one body may have. */
  mostBytes: number
  /** Milliseconds in which a request must be here whole. */
  patience: number
  service: ShareService
  /** Told of each answer: method, path without what is secret in it, status. */
  onAnswer(line: string): void
  /** Told of what is no expected failure. */
  onBug(error: unknown): void
}

/** A server that answers until it is closed. */
export interface Listening {
  url: string
  /** Answer nobody any more. Requests that are being answered are answered. */
  close(): Promise<void>
}

/**
 * Answer the share protocol and the session share API.
 *
 * @throws SessionpressError `SERVE_PORT_TAKEN`, and `USAGE_INVALID` for an address that others can
 * reach without a token
 */
export async function listen(options: ListenOptions): Promise<Listening> {
  const {host, port, token} = options
  if (token === undefined && !isLoopback(host)) {
    throw new SessionpressError('USAGE_INVALID', `Others can reach \`${host}\``, {
      hint: 'Set `SESSIONPRESS_SERVE_TOKEN` to what they must know, and put a server with TLS in front.',
    })
  }
  const room: Room = {left: Math.max(options.mostBytes * 2, 512 * 1024 * 1024)}
  const {patience: requestTimeout} = options
  // Looked after twice in that time, so that nobody holds a connection for much longer.
  const times = {requestTimeout, connectionsCheckingInterval: Math.min(30_000, requestTimeout / 2)}
  const server = createServer(times, (request, response) => {
    void answer(request, response, {...options, room, names: namesOf(server, host)})
  })
  await start(server, host, port)
  return {
    url: `http://${isIP(host) === 6 ? `[${host}]` : host}:${portOf(server)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      }),
  }
}

/** Whether only this machine itself can reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

interface AnswerOptions extends ListenOptions {
  room: Room
  names: string[]
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  {service, mostBytes, room, onAnswer, onBug, ...guard}: AnswerOptions,
): Promise<void> {
  const admitted = admit(request, guard)
  let shown = '-'
  try {
    if ('status' in admitted) return finish(admitted)
    const {path, query} = admitted
    // Where a header has it, it may stand anywhere in the path besides.
    shown = guard.token === undefined ? path : path.replaceAll(guard.token, '…')
    finish(await route({request, path, query, service, mostBytes, room}))
  } catch (error) {
    // Who leaves in the midst of a request hears nothing, and nothing is wrong here.
    if (request.destroyed && !request.complete) return void response.destroy()
    if (!(error instanceof SessionpressError)) onBug(error)
    finish(failure(error))
  }

  function finish(result: Parameters<typeof send>[1]): void {
    onAnswer(`${request.method} ${shown} ${result.status}`)
    // Whatever of the body was not read would be taken for the next request.
    if (!request.complete) response.setHeader('Connection', 'close')
    send(response, result)
  }
}

function start(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => {
      const code = systemCode(cause)
      const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`
      const message = `Port \`${port}\` on ${host} ${reason}.`
      const hint = 'Give another `--port`, or end what listens there.'
      reject(new SessionpressError('SERVE_PORT_TAKEN', message, {hint, cause}))
    })
    server.listen(port, host, resolve)
  })
}

function portOf(server: Server): number {
  const address = server.address()
  // A pipe's name or nothing, which a server on a TCP port never has.
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return address.port
}

function namesOf(server: Server, host: string): string[] {
  const names = new Set([host, '127.0.0.1', 'localhost', '[::1]'])
  const port = portOf(server)
  // Clients leave the port of the scheme out.
  return [...names].flatMap((name) => [`${name}:${port}`, ...(port === 80 ? [name] : [])])
}
