import http from 'node:http'
import type {AddressInfo} from 'node:net'
import {onTestFinished} from 'vitest'

/** A request as a server of canned answers sees it. */
export interface Asked {
  method: string
  /** Path and query. */
  url: string
  body: string
}

interface Canned {
  status?: number
  body?: string
  headers?: Record<string, string>
}

/** Serve canned answers on loopback until the test ends. A request without an answer is left to wait. */
export async function serveCanned(
  answer: (asked: Asked) => Canned | undefined,
): Promise<{url: string; asked: Asked[]}> {
  const asked: Asked[] = []
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const one = {method: request.method ?? '', url: request.url ?? '', body}
    asked.push(one)
    const canned = answer(one)
    if (!canned) return
    response.writeHead(canned.status ?? 200, {'content-type': 'text/xml', ...canned.headers})
    response.end(canned.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  )
  // An address of a port, since it listens on one.
  const {port} = server.address() as AddressInfo
  return {url: `http://127.0.0.1:${port}`, asked}
}

/** CloudFront as far as invalidations go: each is completed when it is asked for the second time. */
export function cannedCloudFront(): (asked: Asked) => Canned | undefined {
  let looks = 0
  return ({method, url}) => {
    if (!url.includes('/invalidation')) return undefined
    const isDone = method === 'GET' && ++looks % 2 === 0
    const status = isDone ? 'Completed' : 'InProgress'
    const body = `<?xml version="1.0"?><Invalidation xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"><Id>I1</Id><Status>${status}</Status></Invalidation>`
    return {status: method === 'POST' ? 201 : 200, body}
  }
}
