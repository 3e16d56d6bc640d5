import http, {type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'

/** What befalls a request on its way. */
export type Fate =
  | {type: 'pass'}
  /** The connection breaks when so many bytes of the request's body have passed. */
  | {type: 'cut'; after: number}
  /** The server answers, and the connection breaks when so many bytes of that have passed. */
  | {type: 'cutReply'; after: number}
  /** The server does what it is asked for, and nobody hears of it. */
  | {type: 'lose'}
  /** Nothing comes back, and the connection stays. */
  | {type: 'stall'}
  /** The server never hears of it. */
  | {type: 'answer'; status: number; headers?: Record<string, string>; body?: string}
  /** The server's answer arrives as another. */
  | {type: 'edit'; edit: (body: string) => string}

/** A request as the proxy sees it. */
export interface Asked {
  method: string
  url: string
  /** Which request it is, counted from 1. */
  number: number
}

export type Judge = (asked: Asked) => Fate | undefined

/** A server's address at which things go wrong. */
export interface FaultProxy {
  url: string
  /** Everything that was asked, in its order. */
  asked: Asked[]
  /** What befalls requests from now on. What it says nothing of passes. */
  judge: Judge
  /** Refuse every connection, those that are open too. */
  refuse(): Promise<void>
  /** Take connections again, at the same address. */
  accept(): Promise<void>
  close(): Promise<void>
}

/** Put a proxy before a server. It passes all on until it is told otherwise. */
export async function startFaultProxy(to: string): Promise<FaultProxy> {
  const server = http.createServer((request, response) => {
    const asked = {
      method: request.method ?? '',
      url: request.url ?? '',
      number: proxy.asked.length + 1,
    }
    proxy.asked.push(asked)
    befall(proxy.judge(asked) ?? {type: 'pass'}, to, request, response)
  })
  let port = 0
  const listen = async () => {
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port // Listening on TCP.
  }
  const refuse = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  await listen()
  const proxy: FaultProxy = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    judge: () => undefined,
    refuse,
    accept: listen,
    close: refuse,
  }
  return proxy
}

function befall(fate: Fate, to: string, request: IncomingMessage, response: ServerResponse): void {
  if (fate.type === 'stall') return void request.resume()
  if (fate.type === 'answer') {
    request.resume()
    request.once('end', () => response.writeHead(fate.status, fate.headers).end(fate.body ?? ''))
    return
  }
  const {hostname, port} = new URL(to)
  const {method, url: path, headers} = request
  const forwarded = http.request({hostname, port, method, path, headers, agent: false}, (answer) =>
    reply(fate, answer, response),
  )
  // Some servers send the body of a failure twice: what comes after the end of an answer is no part of it.
  forwarded.on('error', () => void (response.headersSent || response.destroy()))
  if (fate.type === 'cut') cut(fate.after, request, forwarded)
  else request.pipe(forwarded)
}

/** What has passed before has arrived. */
function cut(after: number, request: IncomingMessage, forwarded: http.ClientRequest): void {
  let left = after
  const end = () => {
    forwarded.destroy()
    request.socket.resetAndDestroy()
  }
  if (left <= 0) forwarded.flushHeaders()
  request.on('data', (bytes: Buffer) => {
    if (bytes.length >= left) return void forwarded.write(bytes.subarray(0, left), end)
    left -= bytes.length
    forwarded.write(bytes)
  })
  // A body that is shorter than that is cut before its end is told.
  request.once('end', end)
}

function reply(fate: Fate, answer: IncomingMessage, response: ServerResponse): void {
  const {statusCode = 502, headers} = answer
  if (fate.type === 'pass' || fate.type === 'cut') {
    response.writeHead(statusCode, headers)
    answer.pipe(response)
    return
  }
  const chunks: Buffer[] = []
  answer.on('data', (bytes) => chunks.push(bytes))
  answer.once('end', () => {
    const body = Buffer.concat(chunks)
    if (fate.type === 'edit') {
      const edited = Buffer.from(fate.edit(body.toString()))
      const {'transfer-encoding': _, ...rest} = headers
      response.writeHead(statusCode, {...rest, 'content-length': edited.length}).end(edited)
      return
    }
    if (fate.type === 'cutReply') {
      response.writeHead(statusCode, headers)
      response.write(body.subarray(0, fate.after), () => response.socket?.resetAndDestroy())
      return
    }
    response.socket?.resetAndDestroy()
  })
}
