import http, {type IncomingMessage} from 'node:http'
import type {AddressInfo} from 'node:net'

/** An address on loopback behind which lies a server. */
export interface Forwarder {
  url: string
  stop(): Promise<void>
}

type Fate = 'pass' | 'lose' | number

/** What becomes of a request: passed on, passed on with its answer lost, or answered with this status. */
export type Judge = (request: IncomingMessage) => Fate | Promise<Fate>

interface ForwarderOptions {
  /** Name of the host that is asked, of a server that tells its hosts apart by it. @default as asked */
  host?: string
  /** @default passes all on */
  judge?: Judge
}

export async function startForwarder(
  to: string,
  {host, judge = () => 'pass'}: ForwarderOptions = {},
): Promise<Forwarder> {
  const {hostname, port} = new URL(to)
  const server = http.createServer(async (request, response) => {
    const fate = await judge(request)
    if (typeof fate === 'number') {
      request.resume()
      response.writeHead(fate).end()
      return
    }
    const {method, url: path} = request
    const headers = {...request.headers, ...(host !== undefined && {host})}
    const forwarded = http.request(
      {hostname, port, method, path, headers, agent: false},
      (answer) => {
        if (fate === 'lose') {
          answer.resume().once('end', () => response.destroy())
          return
        }
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    // The gateway sends the body of some failures twice: what comes after the end of an answer is no part of it.
    forwarded.on('error', () => void (response.headersSent || response.destroy()))
    request.pipe(forwarded)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // An address of a port, since it listens on one.
  const {port: own} = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${own}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
