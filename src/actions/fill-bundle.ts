import type {Attic} from '../bundle/attic.js'
import {jsonTwin} from '../bundle/json-twin.js'
import {shareItems} from '../bundle/share-items.js'
import type {Spool} from '../bundle/spool.js'
import type {Pieces} from '../render/pieces/pieces.js'
import type {RenderContext} from '../render/render-context.js'
import {renderEmbed} from '../render/render-embed.js'
import {renderMarkdown} from '../render/render-markdown.js'
import {renderPages} from '../render/render-pages.js'
import {renderWay} from '../render/render-way.js'
import {bundleFormat, markerFile, rootFilesOf} from '../session/bundle.js'
import {importable} from '../sources/opencode/importable.js'
import {loadPalette, loadStyle, loadViewer, version} from './assets.js'
import type {Loaded, LoadOptions} from './load.js'
import type {Look} from './look.js'
import {asDataUrl, unlimited, wholeDataUrl} from './one-file.js'
import {pageProgress} from './page-progress.js'
import {planImport} from './plan-import.js'
import type {PromptRange} from './prompt-range.js'
import {sha256Base64} from './sha256-base64.js'
import {warnOfWeight} from './warn-of-weight.js'

export interface FillOptions extends Omit<LoadOptions, 'embed'> {
  pieces: Pieces
  look: Look
  attic: Attic
  /** Whether everything goes into `index.html` alone. @default false */
  isOneFile?: boolean
  /** Where visitors will read a share of this id that shall be importable by its address. @default it shall not be */
  importableAt?: (shareID: string) => string
  embed: PromptRange | undefined
  shareID: string
  isLocal: boolean
}

/** Write all files of a session's bundle. */
export async function fillBundle(
  spool: Spool,
  loaded: Loaded,
  options: FillOptions,
): Promise<void> {
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
    keepPieces: isOneFile ? wholeDataUrl : spool.keepPieces,
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
