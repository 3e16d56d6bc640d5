import {rm} from 'node:fs/promises'
import path from 'node:path'
import {findNodeAtLocation} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'
import {isProjectFolder} from '../system/project-folder.js'
import {syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'
import type {FolderContext} from '../system/xdg-folders.js'
import type {ObjectSchema} from './check-object.js'
import {projectFile} from './configuration.js'
import {insertProperty} from './insert-property.js'
import {type JsoncFile, parseJsonc, readJsonc} from './jsonc-file.js'
import {readLayer} from './layer.js'
import {projectFolders} from './project-folders.js'
import {replaceConfiguration} from './replace-configuration.js'
import {readTarget} from './target-setting.js'
import {writeTemplate} from './target-template.js'

/** A target that is new, as a file shall describe it. */
export interface NewTarget {
  name: string
  type: string
  /** By the keys of the configuration, relative paths from the file. */
  options: Readonly<Record<string, unknown>>
  /** What else the file shall say. Absent is left as it is, or as it is by default. */
  encrypt?: boolean
  share?: 'manual' | 'auto' | 'disabled'
}

/** The project's own file: the one that counts, or where a new one goes. */
export interface ProjectFile {
  file: string
  /** What is there. */
  source: JsoncFile | undefined
  /** Names of the targets that it describes. */
  names: string[]
}

/**
 * Find the nearest `sessionpress.json` of a folder's project. Where there is none, a new one goes to
 * the root of the repository, or into the folder itself where there is no repository.
 *
 * @throws SessionpressError `CONFIG_INVALID` for a file that is broken
 */
export async function findProjectFile(
  context: FolderContext & {cwd: string},
): Promise<ProjectFile> {
  const folders = await projectFolders(context)
  for (const folder of folders) {
    const source = await readJsonc(path.join(folder, projectFile))
    if (!source) continue
    return {file: source.file, source, names: Object.keys(readLayer(source).targets ?? {})}
  }
  const root = folders.at(-1)
  const folder = root !== undefined && (await isProjectFolder(root)) ? root : context.cwd
  return {file: path.join(folder, projectFile), source: undefined, names: []}
}

/**
 * The text of the file with the target in it. Everything that was there stays as it was, comments
 * too.
 *
 * @throws SessionpressError `CONFIG_INVALID` where the file says the opposite of what is asked for
 */
export function describeTarget(
  {file, source, names}: ProjectFile,
  added: NewTarget,
  context: FolderContext & {targetSchemas: Readonly<Record<string, ObjectSchema>>},
): string {
  const text = source ? insert(source, added, names) : writeTemplate(added)
  // Read as the next command will read it, so that what is written is right.
  const written = parseJsonc(file, text)
  readLayer(written)
  readTarget(written, added.name, context)
  return text
}

/**
 * Write the file, as `describeTarget` has it. Nothing that somebody else wrote meanwhile is lost.
 *
 * @throws SessionpressError `CONFIG_UNWRITABLE`
 */
export async function writeProjectFile({file, source}: ProjectFile, text: string): Promise<void> {
  try {
    if (!source) return await writeNew(file, text)
    if ((await readJsonc(file))?.text !== source.text) throw new Error('it was changed meanwhile')
    await replaceConfiguration(file, text)
  } catch (error) {
    if (error instanceof SessionpressError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new SessionpressError('CONFIG_UNWRITABLE', `Cannot write \`${file}\`: ${why}.`, {
      hint: 'Check that folder, then run this again; `--dry-run` prints what belongs there.',
      cause: error,
    })
  }
}

function insert(
  source: JsoncFile,
  {name, type, options, ...rest}: NewTarget,
  names: string[],
): string {
  if (names.includes(name)) throw taken(source.file, name)
  const described = {type, ...options}
  const hasTargets = findNodeAtLocation(source.root, ['targets']) !== undefined
  let text = hasTargets
    ? insertProperty(source.text, ['targets'], name, described)
    : insertProperty(source.text, [], 'targets', {[name]: described})
  for (const [key, value] of Object.entries(rest)) {
    const there = findNodeAtLocation(source.root, [key])?.value
    if (there !== undefined && there !== value) throw opposed(source.file, key, there)
    if (there === undefined) text = insertProperty(text, [], key, value)
  }
  return text
}

/** A file that was made meanwhile stays; of one that could not be written whole nothing does. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await writeDurably(file, text)
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') await rm(file, {force: true})
    throw error
  }
  await syncFolder(path.dirname(file))
}

function taken(file: string, name: string): SessionpressError {
  return new SessionpressError('CONFIG_INVALID', `\`${file}\` has a target \`${name}\` already.`, {
    hint: `Give the new one another name, such as \`--name ${name}-2\`, or change the file yourself.`,
  })
}

function opposed(file: string, key: string, there: unknown): SessionpressError {
  const said = `\`"${key}": ${JSON.stringify(there)}\``
  return new SessionpressError('CONFIG_INVALID', `\`${file}\` says ${said} already.`, {
    hint: `Leave \`--${key}\` out, or change that in the file yourself.`,
  })
}
