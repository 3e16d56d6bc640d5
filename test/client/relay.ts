import http, {type IncomingMessage, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {buffer} from 'node:stream/consumers'

/** Something between the client and a share server that notes what goes through it. */
export interface Relay {
  url: string
  /** Method, path and status of each request that was answered: `POST /api/share 200`. */
  passed: string[]
  close(): Promise<void>
}

/** Pass requests on to a server; where nobody listens there, the client hears 502. */
export async function startRelay(target: string): Promise<Relay> {
  const passed: string[] = []
  const relay = http.createServer(async (request, response) => {
    await pass(request, response, target)
    passed.push(`${request.method} ${request.url} ${response.statusCode}`)
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const {port} = relay.address() as AddressInfo // It listens on a port, not on a pipe.
  return {
    url: `http://127.0.0.1:${port}`,
    passed,
    async close() {
      relay.closeAllConnections()
      await new Promise((resolve) => relay.close(resolve))
    },
  }
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  target: string,
): Promise<void> {
  const {method = 'GET', url = '/', headers} = request
  const body = await buffer(request)
  try {
    const answer = await fetch(`${target}${url}`, {
      method,
      headers: {'content-type': headers['content-type'] ?? 'text/plain'},
      redirect: 'manual',
      ...(body.length > 0 && {body}),
    })
    response.writeHead(answer.status, {'content-type': answer.headers.get('content-type') ?? ''})
    response.end(await answer.text())
  } catch {
    response.writeHead(502).end()
  }
}
