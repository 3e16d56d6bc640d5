import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {exportFile} from './export-file.js'
import {exportFolder} from './export-folder.js'
import {warnOfSecrets} from './pass-gate.js'
import type {Prepared} from './prepare.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, ExportResult} from './types.js'

export interface ExportOptions extends ContentOptions {
  /**
   * Where it goes: a path that ends in `.html` is one file, anything else the
   * bundle's folder, which must be absent, empty, or an earlier export.
   *
   * @default a folder in the current one, named by the session's title
   */
  output?: string
}

/**
 * Write a session's page to the disk. Nothing is published and no ledger is
 * kept; the same session gives the same bytes.
 *
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `CONFIG_INVALID`, `STYLE_INVALID`,
 * `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`; `USAGE_INVALID` for `embed`
 */
export async function exportSession(
  session?: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const {cwd} = resolveSurroundings(options.surroundings)
  const {output, ...content} = options
  const isOneFile = output !== undefined && /\.html?$/i.test(output)
  if (isOneFile && options.embed !== undefined) throw hasNoRoom(output)
  const {prepare} = await import('./prepare.js')
  const prepared = await prepare(session, {...content, isOneFile})
  try {
    await warnOfSecrets(prepared, options)
    const place = path.resolve(cwd, output ?? slug(prepared))
    options.onProgress?.({step: 'writing to the disk'})
    await (isOneFile ? exportFile(place, prepared.bundle) : exportFolder(place, prepared.bundle))
    const sizes = [...prepared.bundle.values()].map((content) => content.size)
    return {
      path: place,
      files: isOneFile ? [path.basename(place)] : [...prepared.bundle.keys()],
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      findings: prepared.findings,
    }
  } finally {
    await prepared.dispose()
  }
}

function hasNoRoom(output: string): SessionpressError {
  return new SessionpressError(
    'USAGE_INVALID',
    `\`--embed\` makes a file beside the page, and \`${output}\` is one file alone`,
    {hint: `Export to a folder: \`-o ${output.replace(/\.html?$/i, '')}\`.`},
  )
}

/** Title in lower case, words joined by hyphens; the id where no letter is left. */
function slug({title, sessionID}: Prepared): string {
  const words =
    title
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []
  const name = [...words.join('-')].slice(0, 60).join('').replace(/-+$/, '')
  return name === '' || reserved.test(name) ? sessionID.replace(/[^\w-]/g, '') || 'session' : name
}

/** Names that Windows keeps for itself. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)$/
