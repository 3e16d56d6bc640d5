import {SessionpressError} from '../errors.js'
import type {NativeSession, SessionSummary} from '../session/native.js'
import {chooseByID, isWholeID, madeIn, notFound} from './choose.js'
import type {Source, SourceContext} from './types.js'

/** Loads from one place and lets go of it. A place with a single session needs no choice. */
export async function loadFrom(
  source: Source,
  session: string | undefined,
  context: SourceContext,
): Promise<NativeSession> {
  try {
    const direct = await loadDirectly(source, session)
    if (direct) return direct
    const summaries = await source.list()
    const isOnlyOne = summaries.length === 1 && isLatest(session)
    const chosen = isOnlyOne ? summaries : await choose(summaries, session, context)
    // In a store that was named, `latest` need not be of the project one stands in.
    if (chosen.length === 0 && session === 'latest') chosen.push(...summaries.filter(isRoot))
    if (chosen.length === 0) throw nothingChosen(summaries, session, context)
    return await loadFirst(source, chosen)
  } finally {
    await source.close()
  }
}

/** A server's list is cut to some number, or to one project; what it says to an id is not. */
async function loadDirectly(
  source: Source,
  session: string | undefined,
): Promise<NativeSession | undefined> {
  if (source.type !== 'opencode-server' || !session || !isWholeID(session)) return undefined
  try {
    return await source.load(session)
  } catch (error) {
    const isMissing = error instanceof SessionpressError && error.code === 'SESSION_NOT_FOUND'
    // The list names the nearest; a server without one has nothing better to say than this.
    const summaries = isMissing ? await source.list().catch(() => []) : []
    throw summaries.length > 0 ? notFound(summaries, session) : error
  }
}

/** Sessions that a person may mean, the likeliest first. */
export async function choose(
  summaries: SessionSummary[],
  session: string | undefined,
  context: SourceContext,
): Promise<SessionSummary[]> {
  if (isLatest(session)) return madeIn(summaries, context)
  const chosen = chooseByID(summaries, session ?? '')
  return chosen ? [chosen] : []
}

/** Sessions that were opened and never used are passed over, unless there is nothing else. */
export async function loadFirst(source: Source, chosen: SessionSummary[]): Promise<NativeSession> {
  let empty: unknown
  for (const {id} of chosen) {
    try {
      return await source.load(id)
    } catch (error) {
      if (!(error instanceof SessionpressError && error.code === 'SESSION_EMPTY')) throw error
      empty ??= error
    }
  }
  throw empty
}

function isLatest(session: string | undefined): boolean {
  return session === undefined || session === 'latest'
}

function isRoot({parentID}: SessionSummary): boolean {
  return parentID === undefined
}

/** The error for a place where nothing was found. */
export function nothingChosen(
  summaries: SessionSummary[],
  session: string | undefined,
  {cwd}: SourceContext,
): SessionpressError {
  if (session !== undefined && !isLatest(session)) return notFound(summaries, session)
  return new SessionpressError('SESSION_NOT_FOUND', `No session was made in \`${cwd}\`.`, {
    hint: 'Go to the folder of the project, or give the id of a session.',
  })
}
