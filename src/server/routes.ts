import type {IncomingMessage} from 'node:http'
import {textOf} from '../session/json.js'
import {type Answer, refusal} from './answer.js'
import {asFirstProtocol} from './items.js'
import {openApi} from './openapi.js'
import {type Room, readBody} from './read-body.js'
import {invalid, readObject, secretIn} from './read-object.js'
import type {CreatedShare, ShareService} from './service.js'

/** One request that was let in. */
export interface Call {
  request: IncomingMessage
  path: string
  query: URLSearchParams
  service: ShareService
  /** Bytes that one body may have. */
  mostBytes: number
  room: Room
}

type Handler = (call: Call, id: string) => Promise<Answer>

/**
 * Every route: OpenCode's share protocol in both flavours (reference 4.3) and in its first form
 * (reference 4.2), and the session share API.
 */
const routes: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/api\/shares?$/, create],
  ['POST', /^\/api\/shares?\/([^/]+)\/sync$/, sync],
  ['DELETE', /^\/api\/shares?\/([^/]+)$/, remove],
  ['GET', /^\/api\/shares?\/([^/]+)\/data$/, data],
  ['GET', /^\/share\/([^/]+)\/?$/, redirect],
  ['POST', /^\/share_create$/, createFirst],
  ['POST', /^\/share_sync$/, syncFirst],
  ['POST', /^\/share_delete$/, removeFirst],
  ['GET', /^\/share_data$/, dataFirst],
  ['GET', /^\/share_poll$/, noPolling],
  ['POST', /^\/session\/([^/]+)\/share$/, ({service}, id) => answered(service.share(known(id)))],
  [
    'DELETE',
    /^\/session\/([^/]+)\/share$/,
    ({service}, id) => answered(service.unshare(known(id))),
  ],
  ['GET', /^\/session\/([^/]+)\/share$/, ({service}, id) => answered(service.status(known(id)))],
  ['GET', /^\/doc$/, async () => ({status: 200, json: openApi})],
]

/**
 * Answer one request.
 *
 * @throws SessionpressError what the service refuses
 */
export async function route(call: Call): Promise<Answer> {
  const {method = 'GET'} = call.request
  const asked = method === 'HEAD' ? 'GET' : method
  const fitting = routes.filter(([, path]) => path.test(call.path))
  const [, path, handler] = fitting.find(([verb]) => verb === asked) ?? []
  if (path && handler) return await handler(call, decode(path.exec(call.path)?.[1]))
  if (fitting.length === 0) return refusal(404, 'REQUEST_INVALID', 'There is nothing here.')
  const allow = fitting.map(([verb]) => verb).join(', ')
  const answer = refusal(405, 'REQUEST_INVALID', `Only ${allow} can be asked of this.`)
  return {...answer, headers: {Allow: allow}}
}

async function create(call: Call): Promise<Answer> {
  const created = await createShare(call)
  return 'status' in created ? created : {status: 200, json: created}
}

async function createShare(call: Call): Promise<CreatedShare | Answer> {
  const body = await readObject(call)
  if ('status' in body) return body
  return await call.service.create(known(textOf(body.json.sessionID)))
}

/**
 * The id of a session, and nothing else: what `share` takes besides, such as a file, an address or
 * `latest`, is for who sits at the machine, and not for who asks it.
 */
function known(id = ''): string {
  if (!/^ses_[0-9A-Za-z]{1,76}$/.test(id)) throw invalid('the id of the session')
  return id
}

async function sync(call: Call, shareID: string): Promise<Answer> {
  return await take(call, shareID)
}

async function take(call: Call, shareID: string | undefined): Promise<Answer> {
  const body = await readBody(call.request, call.mostBytes, call.room)
  if ('status' in body) return body
  await call.service.sync(shareID, body)
  return {status: 200, json: {}}
}

async function remove(call: Call, shareID: string): Promise<Answer> {
  const body = await readObject(call)
  if ('status' in body) return body
  await call.service.remove({shareID}, secretIn(body.json))
  return {status: 200, json: {}}
}

async function data({service}: Call, shareID: string): Promise<Answer> {
  return {status: 200, json: await service.data(shareID)}
}

/** A browser follows to a web address alone; any other is told. */
async function redirect({service}: Call, shareID: string): Promise<Answer> {
  const address = await service.address(shareID)
  if (!/^https?:/.test(address)) return {status: 200, text: `This session lies at ${address}\n`}
  return {status: 302, headers: {Location: address}}
}

async function createFirst(call: Call): Promise<Answer> {
  const created = await createShare(call)
  if ('status' in created) return created
  const {url, secret} = created
  return {status: 200, json: {url, secret}}
}

async function syncFirst(call: Call): Promise<Answer> {
  return await take(call, undefined)
}

async function removeFirst(call: Call): Promise<Answer> {
  const body = await readObject(call)
  if ('status' in body) return body
  const sessionID = textOf(body.json.sessionID)
  if (sessionID === undefined) throw invalid('`sessionID`')
  await call.service.remove({sessionID}, secretIn(body.json))
  return {status: 200, json: {}}
}

async function dataFirst({service, query}: Call): Promise<Answer> {
  return {status: 200, json: asFirstProtocol(await service.data(query.get('id') ?? ''))}
}

async function noPolling(): Promise<Answer> {
  return refusal(
    501,
    'REQUEST_INVALID',
    'Pages are made anew when a session changes; nothing polls.',
  )
}

async function answered(result: Promise<unknown>): Promise<Answer> {
  return {status: 200, json: await result}
}

function decode(id = ''): string {
  try {
    return decodeURIComponent(id)
  } catch {
    throw invalid('the address')
  }
}
