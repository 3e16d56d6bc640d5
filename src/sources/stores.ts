import {SessionpressError} from '../errors.js'
import type {NativeSession, SessionSummary} from '../session/native.js'
import {openPath} from './detect.js'
import {database} from './opencode/database.js'
import {dataFolder, locateStores, type Store} from './opencode/locate.js'
import {tree} from './opencode/tree.js'
import {byNewest} from './summary.js'
import type {Source, SourceContext} from './types.js'

/**
 * Every store that OpenCode keeps, as one source. A store beside the main one
 * that cannot be read is passed over with a warning, so that it hides nothing.
 *
 * @throws SessionpressError `SOURCE_NOT_FOUND` when there is none, else what the main store throws
 */
export async function openStores(context: SourceContext): Promise<Source> {
  const stores = await locateStores(context)
  if (stores.length === 0) throw noStore(context)
  const open: Source[] = []
  let failure: unknown
  for (const store of stores) {
    try {
      open.push(await openStore(store, context))
    } catch (error) {
      if (store.isMain || !(error instanceof SessionpressError)) {
        await closeAll(open)
        throw error
      }
      failure ??= error
      warn(context, store.path, error)
    }
  }
  const [first, ...others] = open
  if (!first) throw failure
  return others.length === 0 ? first : together(open, context)
}

/** Several stores, the likeliest first. Of sessions in more than one, the freshest copy counts. */
function together(sources: readonly Source[], context: SourceContext): Source {
  const owners = new Map<string, Source>()
  return {
    type: 'opencode-stores',
    location: sources.map(({location}) => location).join(', '),
    list,
    load,
    close: () => closeAll(sources),
  }

  async function list(): Promise<SessionSummary[]> {
    const found = new Map<string, SessionSummary>()
    owners.clear()
    for (const source of sources) {
      for (const summary of await listOf(source)) {
        const known = found.get(summary.id)
        if (known && !isFresher(summary, source, known)) continue
        found.set(summary.id, summary)
        owners.set(summary.id, source)
      }
    }
    return [...found.values()].sort(byNewest)
  }

  async function listOf(source: Source): Promise<SessionSummary[]> {
    try {
      return await source.list()
    } catch (error) {
      if (source === sources[0] || !(error instanceof SessionpressError)) throw error
      warn(context, source.location, error)
      return []
    }
  }

  async function load(id: string): Promise<NativeSession> {
    if (!owners.has(id)) await list()
    return (owners.get(id) ?? (sources[0] as Source)).load(id) // There are at least two.
  }
}

/** Version 1.2 left the JSON trees where they were: what they say of a session may be old. */
function isFresher(summary: SessionSummary, source: Source, known: SessionSummary): boolean {
  return source.type !== 'opencode-tree' && (summary.updated ?? 0) > (known.updated ?? 0)
}

async function openStore(store: Store, context: SourceContext): Promise<Source> {
  if (store.type === 'database') return database(store.path, context)
  return (await tree(store.path)) ?? openPath(store.path, context)
}

async function closeAll(sources: readonly Source[]): Promise<void> {
  for (const source of sources) await source.close()
}

function warn({onWarning}: SourceContext, place: string, error: SessionpressError): void {
  onWarning?.(`Passed over \`${place}\`: ${error.message}`)
}

function noStore(context: SourceContext): SessionpressError {
  const place = context.env.OPENCODE_DB || dataFolder(context) || 'the home folder'
  return new SessionpressError('SOURCE_NOT_FOUND', `OpenCode has no sessions at \`${place}\`.`, {
    hint: 'Give a file made by `opencode export`, or name a store with --source.',
  })
}
