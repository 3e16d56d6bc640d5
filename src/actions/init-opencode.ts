import {lstat, mkdir, readFile, realpath, rm} from 'node:fs/promises'
import path from 'node:path'
import {openCodeConfigFolder} from '../config/folders.js'
import {replaceConfiguration} from '../config/replace-configuration.js'
import {SessionpressError} from '../errors.js'
import {isNowhere} from '../system/error-code.js'
import {findProjectFolder} from '../system/project-folder.js'
import {type Agreed, agreeHere} from './auto/agree-here.js'
import {isOwn, type OpenCodeFile, openCodeFilesIn} from './init/opencode-files.js'
import {resolveSurroundings} from './surroundings.js'
import type {LedgerOptions} from './types.js'

export interface InitOpenCodeOptions extends LedgerOptions {
  /** For every project of this person, in OpenCode's own configuration folder. @default false */
  global?: boolean
  /** Take the files away again. @default false */
  remove?: boolean
  /** Only tell what would be done. @default false */
  dryRun?: boolean
  /** Asks a person whether they agree, before that is kept. @default the call is the agreement */
  confirm?: (agreed: Agreed) => Promise<boolean>
}

/** What `initOpenCode` does where nothing else is asked for. */
export const initOpenCodeDefaults = {
  global: false,
  remove: false,
  dryRun: false,
} as const satisfies InitOpenCodeOptions

export interface InitOpenCodeResult {
  /** Each file, and what became of it. */
  files: {path: string; change: FileChange}[]
  /** What was agreed to; `null` where no target is meant, or nothing was installed. */
  agreed: Agreed | null
  /** Whether somebody was asked to agree, and did not. */
  isDeclined: boolean
}

export type FileChange = 'written' | 'unchanged' | 'removed' | 'absent'

/**
 * Install the plugin and its commands for OpenCode, and keep that the person agrees to where the
 * project's file sends sessions. Files of anybody else stay as they are.
 *
 * @throws SessionpressError `CONFIG_UNWRITABLE` also where a file is there that is not ours, and
 * then nothing is written; `CONFIG_INVALID`, `LEDGER_*`
 */
export async function initOpenCode(options: InitOpenCodeOptions = {}): Promise<InitOpenCodeResult> {
  const surroundings = resolveSurroundings(options.surroundings)
  const {global, remove, dryRun} = {...initOpenCodeDefaults, ...options}
  const root = (await findProjectFolder(surroundings.cwd)) ?? surroundings.cwd
  const folder = global ? openCodeConfigFolder(surroundings) : path.join(root, '.opencode')
  const wanted = await openCodeFilesIn(folder, global ? undefined : root)
  if (!global) await checkInside(root, wanted)
  const plans = await Promise.all(wanted.map((file) => plan(file, remove)))
  // Who installs it for all projects says nothing of the one that they stand in.
  const isHere = !remove && !global
  const agreed = isHere ? await agreeHere({...options, surroundings, dryRun: true}) : undefined
  const files = plans.map(({path, change}) => ({path, change}))
  if (dryRun) return {files, agreed: agreed ?? null, isDeclined: false}
  for (const each of plans) await carryOut(each)
  const isDeclined = Boolean(agreed?.isNew && (await options.confirm?.(agreed)) === false)
  if (agreed && !isDeclined)
    agreed.isNew = (await agreeHere({...options, surroundings}))?.isNew ?? false
  return {files, agreed: agreed ?? null, isDeclined}
}

/**
 * Whoever made the project can have made a link of a folder, which leads to where OpenCode reads for
 * all projects, say.
 */
async function checkInside(root: string, files: readonly OpenCodeFile[]): Promise<void> {
  const inside = await realpath(root)
  for (const folder of new Set(files.map((file) => path.dirname(file.path)))) {
    const way = path.relative(inside, await placeOf(folder))
    if (way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way)) continue
    throw new SessionpressError(
      'CONFIG_UNWRITABLE',
      `\`${folder}\` leads out of the project, through a link. Nothing was changed.`,
      {hint: 'Make a folder of it; `--global` installs for every project of yours.'},
    )
  }
}

/** Where a folder is, or will be once it is made. */
async function placeOf(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (error) {
    const isThere = await lstat(folder).then(
      () => true,
      () => false,
    )
    // A link that leads nowhere is nothing to make a folder through.
    if (isThere || !isNowhere(error)) throw unwritable(folder, error)
    return path.join(await placeOf(path.dirname(folder)), path.basename(folder))
  }
}

interface Plan extends OpenCodeFile {
  change: FileChange
}

async function plan(file: OpenCodeFile, isRemoval: boolean): Promise<Plan> {
  const found = await readOwn(file.path)
  if (isRemoval) return {...file, change: found === undefined ? 'absent' : 'removed'}
  return {...file, change: found === file.text ? 'unchanged' : 'written'}
}

/** What is there; a file that is not ours, or a link, is nobody's to replace. */
async function readOwn(file: string): Promise<string | undefined> {
  try {
    const isFile = (await lstat(file)).isFile()
    const text = isFile ? await readFile(file, 'utf8') : ''
    if (isOwn(text)) return text
  } catch (error) {
    if (isNowhere(error)) return undefined
    throw unwritable(file, error)
  }
  throw new SessionpressError(
    'CONFIG_UNWRITABLE',
    `\`${file}\` is there already, and sessionpress did not write it. Nothing was changed.`,
    {hint: 'Move it elsewhere, then run this again.'},
  )
}

async function carryOut({path: file, text, change}: Plan): Promise<void> {
  try {
    if (change === 'removed') await rm(file)
    if (change !== 'written') return
    // Unlike what holds settings, these are for whoever works on the project.
    await mkdir(path.dirname(file), {recursive: true})
    await replaceConfiguration(file, text)
  } catch (error) {
    throw unwritable(file, error)
  }
}

function unwritable(file: string, cause: unknown): SessionpressError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new SessionpressError('CONFIG_UNWRITABLE', `Cannot write \`${file}\`: ${why}.`, {
    hint: 'Check the rights of that folder, then run this again.',
    cause,
  })
}
