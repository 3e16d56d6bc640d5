import {type Attic, createAttic} from '../bundle/attic.js'
import {createSpool, type Spool} from '../bundle/spool.js'
import type {Pack} from '../cache/pack.js'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import type {Bundle} from '../session/bundle.js'
import {beThrifty, letHeapsGrow} from '../system/own-process.js'
import {targetSchemas} from '../targets/registry.js'
import {contentID} from './content-id.js'
import {type Counts, countPublic} from './counts.js'
import {type FillOptions, fillBundle} from './fill-bundle.js'
import {type Loaded, type LoadOptions, load} from './load.js'
import {type Look, readLook} from './look.js'
import {loadPieces} from './pieces/load-pieces.js'
import {openPieceCache} from './pieces/open-piece-cache.js'
import {defaultJobs} from './pieces/pool.js'
import {refuseJobs} from './pieces/refuse-jobs.js'
import {readPromptRange} from './prompt-range.js'
import {resolveSurroundings} from './surroundings.js'
import type {Surroundings} from './types.js'

export interface PrepareOptions
  extends Omit<LoadOptions, 'attic'>,
    Pick<FillOptions, 'isOneFile' | 'importableAt'> {
  /**
   * Share id for the page's footer, or what gives it once the session's id is known.
   *
   * @default one made from the content, marked as local
   */
  shareID?: string | ((sessionID: string) => Promise<string> | string)
  /**
   * Characters of a session that stay in memory, roughly; a longer one waits in a temporary file, masked.
   *
   * @default 8 million
   */
  memory?: number
}

/** A bundle that is ready to go out, and what a person should know of it before it does. */
export interface Prepared extends Omit<Loaded, 'native'> {
  sessionID: string
  title: string
  bundle: Bundle
  /** What is kept for the next time; nothing where nothing shall be. */
  cache: Pack | undefined
  /** What becomes public, in numbers. */
  counts: Counts
  /** Let go of temporary files. The bundle cannot be read afterwards. */
  dispose(): Promise<void>
}

/** Load, redact, normalise and render one session. Nothing leaves the machine. */
export async function prepare(
  session: string | undefined,
  options: PrepareOptions,
): Promise<Prepared> {
  const surroundings = resolveSurroundings(options.surroundings)
  refuseJobs(options.jobs)
  const configuration =
    options.configuration ?? (await readConfiguration({...surroundings, targetSchemas}))
  const look = await readLook(options, surroundings, configuration)
  const room: Room = {spool: undefined, attic: createAttic(options), cache: undefined}
  beThrifty() // Until it is known how long the session is.
  try {
    return await make(session, {...options, configuration, look, room}, surroundings)
  } catch (error) {
    await dispose(room)
    throw error
  }
}

/** What has to be let go of. */
interface Room {
  attic: Attic
  /** Opened once it is known which session it is, and how long. */
  spool: Spool | undefined
  cache: Pack | undefined
}

async function dispose({cache, spool, attic}: Room): Promise<void> {
  try {
    cache?.close()
  } finally {
    await Promise.all([spool?.dispose(), attic.dispose()])
  }
}

/** Characters of messages up to which memory is no question, and from which on it is the first one. */
const shortSession = 2_000_000
const veryLongSession = 32_000_000

/** Each thread takes 100 MB, which the longer a session is the fewer may have. */
function jobsFor({total, putAway}: Attic): number {
  if (total > veryLongSession) return 1
  return putAway ? Math.min(2, defaultJobs()) : defaultJobs()
}

interface MakeOptions extends PrepareOptions {
  configuration: Configuration
  look: Look
  room: Room
}

async function make(
  session: string | undefined,
  options: MakeOptions,
  surroundings: Surroundings,
): Promise<Prepared> {
  const {room, look} = options
  const {attic} = room
  const loaded = await load(session, {...options, attic})
  const embed =
    options.embed === undefined ? undefined : readPromptRange(options.embed, loaded.session)
  const shareID = await chooseID(loaded, options.shareID)
  room.cache = options.cache === false ? undefined : openPieceCache(loaded.session.id, surroundings)
  const isShort = attic.total < shortSession
  if (isShort) letHeapsGrow()
  const isLong = attic.putAway !== undefined
  const spool = createSpool(isLong ? {total: 0} : {})
  room.spool = spool
  const jobs = options.jobs ?? jobsFor(attic)
  const {pieces, rest} = await loadPieces({jobs, cache: room.cache, isLong})
  const isLocal = options.shareID === undefined
  await fillBundle(spool, loaded, {...options, ...{look, attic, pieces, embed, shareID, isLocal}})
  if (!isShort) await rest() // The gate wants the memory, and starts threads of its own.
  options.onWork?.({...pieces.work})
  if (pieces.plain.size > 0) options.onWarning?.(describePlain(pieces.plain))
  const {native: _, ...known} = loaded
  return {
    ...known,
    sessionID: loaded.session.id,
    title: loaded.session.title,
    bundle: spool.bundle(),
    counts: countPublic(loaded.session),
    cache: room.cache,
    dispose: () => dispose(room),
  }
}

async function chooseID(
  {native, session}: Loaded,
  shareID: PrepareOptions['shareID'],
): Promise<string> {
  if (typeof shareID === 'string') return shareID
  return shareID === undefined ? contentID(native) : await shareID(session.id)
}

function describePlain(languages: ReadonlySet<string>): string {
  const names = [...languages].sort().join(', ')
  return `Some code in ${names} is plain, since colouring took too long, as the page says.`
}
