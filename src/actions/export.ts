import path from 'node:path'
import {SessionpressError} from '../errors.js'
import type {Bundle} from '../session/bundle.js'
import {exportFile} from './export-file.js'
import {exportFolder} from './export-folder.js'
import {exportZip} from './export-zip.js'
import {warnOfSecrets} from './pass-gate.js'
import type {Prepared} from './prepare.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, ExportResult} from './types.js'

export interface ExportOptions extends ContentOptions {
  /**
   * Where it goes: a path that ends in `.html` is one file, one that ends in `.zip` an archive,
   * anything else the bundle's folder, which must be absent, empty, or an earlier export.
   *
   * @default a folder in the current one, named by the session's title
   */
  output?: string
  /** Whether it is one zip archive, whatever `output` ends in. @default false */
  zip?: boolean
}

/**
 * Write a session's page to the disk. Nothing is published and no ledger is
 * kept; the same session gives the same bytes.
 *
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `CONFIG_INVALID`, `STYLE_INVALID`,
 * `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`; `USAGE_INVALID` for what a page
 * or an archive cannot hold
 */
export async function exportSession(
  session?: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const {cwd} = resolveSurroundings(options.surroundings)
  const {output, zip = false, ...content} = options
  const form = formOf(output, zip)
  if (form === 'page' && options.embed !== undefined) throw hasNoRoom(String(output))
  const {prepare} = await import('./prepare.js')
  const prepared = await prepare(session, {...content, isOneFile: form === 'page'})
  try {
    await warnOfSecrets(prepared, options)
    const name = slug(prepared)
    const place = path.resolve(cwd, output ?? (form === 'archive' ? `${name}.zip` : name))
    options.onProgress?.({step: 'writing to the disk'})
    const {findings} = prepared
    return {path: place, ...(await write(place, form, name, prepared.bundle)), findings}
  } finally {
    await prepared.dispose()
  }
}

type Form = 'page' | 'archive' | 'folder'

function formOf(output: string | undefined, zip: boolean): Form {
  const isPage = output !== undefined && /\.html?$/i.test(output)
  if (isPage && zip) {
    throw new SessionpressError(
      'USAGE_INVALID',
      `\`${output}\` is a page, and \`--zip\` an archive`,
      {
        hint: `Write \`-o ${output.replace(/\.html?$/i, '.zip')}\`.`,
      },
    )
  }
  if (isPage) return 'page'
  return zip || (output !== undefined && /\.zip$/i.test(output)) ? 'archive' : 'folder'
}

async function write(
  place: string,
  form: Form,
  name: string,
  bundle: Bundle,
): Promise<Pick<ExportResult, 'files' | 'bytes'>> {
  if (form === 'archive') {
    return {files: [path.basename(place)], bytes: await exportZip(place, name, bundle)}
  }
  await (form === 'page' ? exportFile(place, bundle) : exportFolder(place, bundle))
  const bytes = [...bundle.values()].reduce((sum, {size}) => sum + size, 0)
  return {files: form === 'page' ? [path.basename(place)] : [...bundle.keys()], bytes}
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
