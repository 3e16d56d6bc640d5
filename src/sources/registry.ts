import path from 'node:path'
import {SessionpressError} from '../errors.js'
import type {NativeSession} from '../session/native.js'
import {isWholeID, looksLikePath} from './choose.js'
import {kindOf, openPath} from './detect.js'
import {choose, loadFirst, loadFrom, nothingChosen} from './load-from.js'
import {server} from './opencode/server.js'
import {share, shareAddress} from './opencode/share-url.js'
import {singleFromBytes, singleFromFile} from './opencode/single.js'
import {openStores} from './stores.js'
import type {Source, SourceContext} from './types.js'

export interface LoadNativeOptions {
  /** A database, a legacy folder, an export or a server. @default OpenCode's own store */
  source?: string | undefined
}

/**
 * The session that a person means, trimmed, with everything that belongs to it.
 *
 * @param session `ses_…`, the start of an id, a path to a one-session file, `-` for standard
 * input, the address of a share, or `latest` and nothing for the newest of this project.
 * @throws SessionpressError `SESSION_*` and `SOURCE_*`
 */
export async function loadNative(
  session: string | undefined,
  {source: locator}: LoadNativeOptions,
  context: SourceContext,
): Promise<NativeSession> {
  const alone = session === undefined ? undefined : await openSession(session, context)
  if (alone) return loadFrom(alone, undefined, context)
  if (locator !== undefined) return loadFrom(await openSource(locator, context), session, context)
  return loadFromStores(session, context)
}

/**
 * The store that `--source` names; without it, all of OpenCode's own as one.
 *
 * @param locator Path of a database, a legacy folder or an export, or the address of a server.
 * @throws SessionpressError `SOURCE_*`, and `SESSION_*` for a file that holds no session
 */
export async function openSource(
  locator: string | undefined,
  context: SourceContext,
): Promise<Source> {
  if (locator === undefined) return openStores(context)
  const address = shareAddress(locator)
  if (address) return share(address, context)
  if (!/^https?:\/\//i.test(locator)) return openPath(resolve(locator, context), context)
  if (URL.canParse(locator)) return server(locator, context)
  throw new SessionpressError('SOURCE_NOT_FOUND', `\`${locator}\` is no valid address.`, {
    hint: 'Give an address such as `http://127.0.0.1:4096`.',
  })
}

/**
 * The source behind a session argument that is a place of its own: `-`, a path,
 * or a share's address. `undefined` for what has to be looked up in a store.
 *
 * @throws SessionpressError for a place that holds no single session
 */
export async function openSession(
  session: string,
  context: SourceContext,
): Promise<Source | undefined> {
  if (session === 'latest' || isWholeID(session)) return undefined
  if (session === '-') {
    return singleFromBytes('opencode-stdin', 'Standard input', await context.stdin())
  }
  const address = shareAddress(session)
  if (address && (/^https?:/i.test(session) || !(await kindOf(resolve(session, context))))) {
    return share(address, context)
  }
  if (/^https?:\/\//i.test(session)) throw noShare(session)

  const file = resolve(session, context)
  const kind = session === '' ? undefined : await kindOf(file)
  // A bare word that happens to be a folder's name may still be the start of an id.
  if (kind === 'file' || (kind && looksLikePath(session))) return openFile(file, kind, context)
  if (/[/\\]|\.json$/i.test(session)) throw noFile(file)
  return undefined
}

async function openFile(
  file: string,
  kind: 'folder' | 'database' | 'file',
  context: SourceContext,
): Promise<Source> {
  if (kind === 'file') return singleFromFile(file, context)
  const what = kind === 'folder' ? 'a folder' : 'a database'
  throw new SessionpressError('SESSION_UNREADABLE', `\`${file}\` is ${what}, not one session.`, {
    hint: `Give the id of a session, and \`--source ${file}\`.`,
  })
}

/** Looks in every store there is, so that what was left in an older one is found as well. */
async function loadFromStores(
  session: string | undefined,
  context: SourceContext,
): Promise<NativeSession> {
  const source = await openStores(context)
  try {
    const summaries = await source.list()
    const chosen = await choose(summaries, session, context)
    if (chosen.length === 0) throw nothingChosen(summaries, session, context)
    return await loadFirst(source, chosen)
  } finally {
    await source.close()
  }
}

function resolve(file: string, {cwd, home}: SourceContext): string {
  const isHome = home !== undefined && /^~(?=[/\\]|$)/.test(file)
  return path.resolve(cwd, isHome ? path.join(home, file.slice(1)) : file)
}

function noFile(file: string): SessionpressError {
  return new SessionpressError('SESSION_NOT_FOUND', `There is no file \`${file}\`.`, {
    hint: 'Check the path, or give the id of a session.',
  })
}

function noShare(address: string): SessionpressError {
  const message = `\`${address}\` is not the address of a share, which ends in \`/share/<id>\`.`
  return new SessionpressError('SESSION_NOT_FOUND', message, {
    hint: `For a running server give the id of a session, and \`--source ${address}\`.`,
  })
}
