import {type Attic, createAttic} from '../bundle/attic.js'
import {jsonTwin} from '../bundle/json-twin.js'
import {shareItems} from '../bundle/share-items.js'
import {createSpool, type Spool} from '../bundle/spool.js'
import type {Pack} from '../cache/pack.js'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import type {Pieces} from '../render/pieces/pieces.js'
import type {RenderContext} from '../render/render-context.js'
import {renderEmbed} from '../render/render-embed.js'
import {renderMarkdown} from '../render/render-markdown.js'
import {renderPages} from '../render/render-pages.js'
import {renderWay} from '../render/render-way.js'
import {type Bundle, bundleFormat, markerFile, rootFilesOf} from '../session/bundle.js'
import {importable} from '../sources/opencode/importable.js'
import {keepHeapSmall, letHeapGrow} from '../system/small-heap.js'
import {targetSchemas} from '../targets/registry.js'
import {loadPalette, loadStyle, loadViewer, version} from './assets.js'
import {contentID} from './content-id.js'
import {type Counts, countPublic} from './counts.js'
import {type Loaded, type LoadOptions, load} from './load.js'
import {type Look, readLook} from './look.js'
import {asDataUrl, unlimited} from './one-file.js'
import {pageProgress} from './page-progress.js'
import {loadPieces} from './pieces/load-pieces.js'
import {openPieceCache} from './pieces/open-piece-cache.js'
import {refuseJobs} from './pieces/refuse-jobs.js'
import {planImport} from './plan-import.js'
import {type PromptRange, readPromptRange} from './prompt-range.js'
import {sha256Base64} from './sha256-base64.js'
import {resolveSurroundings} from './surroundings.js'
import type {Surroundings} from './types.js'
import {warnOfWeight} from './warn-of-weight.js'

export interface PrepareOptions extends Omit<LoadOptions, 'attic'> {
  /**
   * Share id for the page's footer, or what gives it once the session's id is known.
   *
   * @default one made from the content, marked as local
   */
  shareID?: string | ((sessionID: string) => Promise<string> | string)
  /** Whether everything goes into `index.html` alone. @default false */
  isOneFile?: boolean
  /** Where visitors will read a share of this id that shall be importable by its address. @default it shall not be */
  importableAt?: (shareID: string) => string
  /** Characters of a session that stay in memory, roughly; a longer one waits in a temporary file, masked. @default 8 million */
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
  keepHeapSmall() // Until it is known how long the session is.
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
  if (!attic.hasMuch) letHeapGrow()
  const isLong = attic.putAway !== undefined
  const spool = createSpool(isLong ? {total: 0} : {})
  room.spool = spool
  const {pieces, rest} = await loadPieces({jobs: options.jobs, cache: room.cache, isLong})
  const isLocal = options.shareID === undefined
  await fill(spool, loaded, {...options, ...{look, attic, pieces, embed, shareID, isLocal}})
  await rest() // The gate wants the memory, and starts threads of its own.
  options.onWork?.({...pieces.work})
  if (pieces.slow.size > 0) options.onWarning?.(describeSlow(pieces.slow))
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

interface FillOptions extends Omit<PrepareOptions, 'shareID' | 'embed'> {
  pieces: Pieces
  look: Look
  attic: Attic
  embed: PromptRange | undefined
  shareID: string
  isLocal: boolean
}

async function fill(spool: Spool, loaded: Loaded, options: FillOptions): Promise<void> {
  const {look, attic, embed, pieces, shareID, isLocal} = options
  const isOneFile = options.isOneFile ?? false
  const twin = importable(loaded.native, attic.list)
  const importing = planImport(loaded.native, {
    shareID,
    messages: twin.document.messages.length,
    importableAt: options.importableAt,
    onWarning: options.onWarning ?? (() => {}),
  })
  const progress = pageProgress(loaded.session, options)
  const context: RenderContext = {
    style: await loadStyle(),
    palette: await loadPalette(),
    ...(look.houseStyle !== undefined && {houseStyle: look.houseStyle}),
    hasCard: look.hasCard,
    script: await loadViewer(),
    pieces,
    shareID,
    isLocal,
    version,
    findings: loaded.findings,
    hasMarkdown: !isOneFile,
    hasJson: !isOneFile,
    leftOfJson: twin.left,
    ...(importing && !isOneFile && {importFrom: importing.from}),
    hold: spool.hold,
    keep: isOneFile ? asDataUrl : spool.keep,
    keepPieces: spool.keepPieces,
    sha256Base64,
    onTurn: progress.onTurn,
    ...(isOneFile ? {limits: unlimited} : {}),
  }
  for await (const {name, pieces, weight} of renderPages(loaded.session, context)) {
    await spool.add(name, progress.through(pieces))
    if (isOneFile) warnOfWeight(weight, spool.bundle().get(name)?.size, options)
  }
  if (isOneFile) return
  if (embed) {
    const {name, pieces} = await renderEmbed(loaded.session, context, embed)
    await spool.add(name, progress.through(pieces))
  }

  options.onProgress?.({step: 'writing session.md and session.json'})
  await spool.add('session.md', renderMarkdown(loaded.session, context))
  await spool.add('session.json', jsonTwin(twin.document))
  if (importing?.page !== undefined) {
    const {data, page} = rootFilesOf(shareID)
    await spool.add(data, shareItems(twin.document))
    await spool.add(page, [renderWay(importing.page)])
  }
  await spool.add(markerFile, [`${JSON.stringify({format: bundleFormat})}\n`])
}

async function chooseID(
  {native, session}: Loaded,
  shareID: PrepareOptions['shareID'],
): Promise<string> {
  if (typeof shareID === 'string') return shareID
  return shareID === undefined ? contentID(native) : await shareID(session.id)
}

function describeSlow(languages: ReadonlySet<string>): string {
  const names = [...languages].sort().join(', ')
  return `Colouring code in ${names} took too long, so some of it is plain, as the page says.`
}
