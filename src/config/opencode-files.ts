import path from 'node:path'
import process from 'node:process'
import {foldersUp, isProjectFolder} from '../system/project-folder.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {hasConfigFolder, openCodeConfigFolder} from './folders.js'

export interface OpenCodeContext extends FolderContext {
  /** Folder whose project is meant. */
  cwd: string
}

/**
 * Every file that OpenCode itself reads from the disk here, the ones that count
 * most last: the person's own, the one of `OPENCODE_CONFIG`, the project's, the
 * `.opencode` folders, the machine's. A project's files are read although
 * `OPENCODE_DISABLE_PROJECT_CONFIG` has OpenCode pass them over: they can only
 * forbid. What a server gives OpenCode over the network is not asked for.
 *
 * @see https://opencode.ai/docs/config/#precedence-order
 */
export async function openCodeFiles(context: OpenCodeContext): Promise<string[]> {
  const {OPENCODE_CONFIG: file, OPENCODE_CONFIG_DIR: folder} = context.env
  const files: string[] = []
  const addFolder = (...parts: string[]) => {
    for (const name of names) files.push(path.join(...parts, name))
  }

  if (hasConfigFolder(context)) {
    files.push(path.join(openCodeConfigFolder(context), 'config.json'))
    addFolder(openCodeConfigFolder(context))
  }
  if (file) files.push(path.resolve(context.cwd, file))
  const folders = await openCodeFolders(context.cwd)
  for (const each of folders) addFolder(each)
  for (const each of folders) addFolder(each, '.opencode')
  if (context.home !== undefined) addFolder(context.home, '.opencode')
  if (folder) addFolder(path.resolve(context.cwd, folder))
  addFolder(managedFolder(context))
  return [...new Set(files)]
}

const names = ['opencode.json', 'opencode.jsonc']

/** From the git root down to the folder; without one OpenCode looks up to the top of the disk. */
async function openCodeFolders(cwd: string): Promise<string[]> {
  const folders: string[] = []
  for (const folder of foldersUp(cwd)) {
    folders.push(folder)
    if (await isProjectFolder(folder)) break
  }
  return folders.reverse()
}

function managedFolder({systemFolder}: FolderContext): string {
  const places: Partial<Record<NodeJS.Platform, string>> = {
    darwin: '/Library/Application Support',
    win32: 'C:\\ProgramData',
  }
  return path.join(systemFolder ?? places[process.platform] ?? '/etc', 'opencode')
}
