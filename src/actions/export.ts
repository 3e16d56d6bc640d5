import path from 'node:path'
import fs from 'fs-extra'
import {SessionpressError} from '../errors.js'
import type {Bundle} from '../session/bundle.js'
import {directory} from '../targets/directory.js'
import {writeVerified} from '../targets/disk-file.js'
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
 * @throws SessionpressError `SESSION_*`, `SOURCE_*`, `EXPORT_PATH_TAKEN`, `TARGET_*`
 */
export async function exportSession(
  session?: string,
  options: ExportOptions = {},
): Promise<ExportResult> {
  const {cwd} = resolveSurroundings(options.surroundings)
  const {output, ...content} = options
  const isOneFile = output !== undefined && /\.html?$/i.test(output)
  const {prepare} = await import('./prepare.js')
  const prepared = await prepare(session, {...content, isOneFile})
  try {
    const place = path.resolve(cwd, output ?? slug(prepared))
    options.onProgress?.({step: 'writing to the disk'})
    await (isOneFile ? writeFile(place, prepared.bundle) : writeFolder(place, prepared.bundle))
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

async function writeFolder(folder: string, bundle: Bundle): Promise<void> {
  const name = path.basename(folder)
  const target = directory({path: path.dirname(folder)})
  const isEmpty = await isEmptyFolder(folder)
  const earlier = isEmpty ? {...target.plan(new Map(), name), files: []} : await target.find(name)
  try {
    await target.publish(bundle, name, earlier)
  } catch (error) {
    if (!isTaken(error)) throw error
    throw new SessionpressError(
      'EXPORT_PATH_TAKEN',
      `Cannot export to \`${folder}\`: something else lies there.`,
      {
        hint: 'Name an empty folder, or one that does not exist, with `-o`.',
        cause: error,
      },
    )
  }
}

async function isEmptyFolder(folder: string): Promise<boolean> {
  try {
    return (await fs.readdir(folder)).length === 0
  } catch {
    return false // Absent, or no folder: what it is shows when it is written to.
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof SessionpressError && error.code === 'TARGET_PATH_TAKEN'
}

/** Bytes of a page in which its generator is named. */
const headBytes = 64 * 1024

async function writeFile(file: string, bundle: Bundle): Promise<void> {
  const page = bundle.get('index.html')
  if (!page) throw new Error('A bundle without a page cannot be one file.')
  if (!(await isOurs(file))) {
    throw new SessionpressError(
      'EXPORT_PATH_TAKEN',
      `Cannot export to \`${file}\`: another file lies there.`,
      {
        hint: 'Remove it, or name another one with `-o`.',
      },
    )
  }
  await fs.ensureDir(path.dirname(file))
  const draft = `${file}.partial-${process.pid}`
  try {
    await writeVerified(draft, page)
    await fs.rename(draft, file)
  } finally {
    await fs.remove(draft)
  }
}

/** Whether a place is free, or holds a page of ours. */
async function isOurs(file: string): Promise<boolean> {
  let handle: number
  try {
    handle = await fs.open(file, 'r')
  } catch {
    return true // Absent, or not to be read: writing it will say why.
  }
  try {
    const {buffer, bytesRead} = await fs.read(handle, Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead).includes('<meta name="generator" content="sessionpress')
  } finally {
    await fs.close(handle)
  }
}
