import {SessionpressError} from '../../errors.js'
import type {Source, SourceContext} from '../types.js'
import {request} from './request.js'
import {singleFromBytes} from './single.js'

/** Where a share of OpenCode is read. */
export interface ShareAddress {
  origin: string
  id: string
}

/**
 * The share that a text names, if it is a share's address: `…/share/<id>` as
 * OpenCode prints it, `…/s/<id>` as its documentation does, with or without
 * `https://` in front.
 */
export function shareAddress(text: string): ShareAddress | undefined {
  const hasScheme = /^https?:\/\//i.test(text)
  if (!hasScheme && !/^[\w-]+(\.[\w-]+)+(:\d+)?\/(share|s)\/[\w-]+\/?$/.test(text)) return undefined
  const address = hasScheme ? text : `https://${text}`
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  const id = /\/(?:share|s)\/([\w-]+)\/?$/.exec(url.pathname)?.[1]
  return id === undefined ? undefined : {origin: url.origin, id}
}

/**
 * A share of OpenCode's protocol, read from its server (reference 4.3).
 *
 * @throws SessionpressError `SESSION_NOT_FOUND`, `SOURCE_UNREACHABLE`, and what bytes can be guilty of
 */
export async function share({origin, id}: ShareAddress, context: SourceContext): Promise<Source> {
  const address = `${origin}/api/share/${id}/data`
  const {status, bytes} = await request(address, {fetch: context.fetch})
  if (status === 404 || status === 410) throw noSuchShare(`${origin}/share/${id}`)
  if (status !== 200) {
    throw new SessionpressError('SOURCE_UNREACHABLE', `\`${address}\` answers ${status}.`, {
      hint: 'Try again later, or give a file made by `opencode export`.',
    })
  }
  // The public server answers with an empty list for a share that it does not know.
  if (bytes.length < 3) throw noSuchShare(`${origin}/share/${id}`)
  return singleFromBytes('opencode-share', `\`${address}\``, bytes)
}

function noSuchShare(address: string): SessionpressError {
  return new SessionpressError('SESSION_NOT_FOUND', `There is no share \`${address}\`.`, {
    hint: 'Check the link; shares of the old server are gone.',
  })
}
