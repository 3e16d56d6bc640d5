import http from 'node:http'
import type {AddressInfo} from 'node:net'

/** An address on loopback behind which lies one host of a server that tells its hosts apart by name. */
export interface Forwarder {
  url: string
  stop(): Promise<void>
}

export async function startForwarder(to: string, host: string): Promise<Forwarder> {
  const {hostname, port} = new URL(to)
  const server = http.createServer((request, response) => {
    const {method, url: path, headers} = request
    const forwarded = http.request(
      {hostname, port, method, path, headers: {...headers, host}},
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    forwarded.on('error', () => response.destroy())
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
