import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {expandHome} from '../system/expand-home.js'
import {type FolderContext, type XDGVariable, xdgFolder} from '../system/xdg-folders.js'

/** Folder of the ledger: `$XDG_STATE_HOME/sessionpress`, on every system. */
export function stateFolder(context: FolderContext): string {
  return path.join(folderOf(context, 'XDG_STATE_HOME'), 'sessionpress')
}

/** Folder of what can be made again: `$XDG_CACHE_HOME/sessionpress`, on every system. */
export function cacheFolder(context: FolderContext): string {
  return path.join(folderOf(context, 'XDG_CACHE_HOME'), 'sessionpress')
}

/** The person's own configuration: `$XDG_CONFIG_HOME/sessionpress`, on every system. */
export function configFolder(context: FolderContext): string {
  return path.join(folderOf(context, 'XDG_CONFIG_HOME'), 'sessionpress')
}

/** The person's own file, where it can be told. */
export function userFile(context: FolderContext): string | undefined {
  return hasConfigFolder(context) ? path.join(configFolder(context), 'config.json') : undefined
}

/** OpenCode's own configuration: `$XDG_CONFIG_HOME/opencode`, on every system. */
export function openCodeConfigFolder(context: FolderContext): string {
  return path.join(folderOf(context, 'XDG_CONFIG_HOME'), 'opencode')
}

/** The policy of whoever looks after the machine; no variable moves it. */
export function organisationFile({systemFolder = '/etc'}: FolderContext): string {
  return path.join(systemFolder, 'sessionpress', 'policy.json')
}

/** Whether the folders under `$XDG_CONFIG_HOME` can be told at all. */
export function hasConfigFolder(context: FolderContext): boolean {
  return xdgFolder(context, 'XDG_CONFIG_HOME') !== undefined
}

/**
 * A path as a person writes it: a leading `~` is the home folder.
 *
 * @throws SessionpressError `CONFIG_INVALID` where a home folder is needed and none is known
 */
export function resolveHome(file: string, {home}: FolderContext): string {
  const expanded = expandHome(file, home)
  if (expanded !== undefined) return expanded
  throw new SessionpressError('CONFIG_INVALID', `\`${file}\` needs a home folder; none is known.`, {
    hint: 'Set `HOME`, or write the path in full.',
  })
}

function folderOf(context: FolderContext, variable: XDGVariable): string {
  const folder = xdgFolder(context, variable)
  if (folder !== undefined) return folder
  throw new SessionpressError(
    'CONFIG_INVALID',
    `Neither \`HOME\` nor \`${variable}\` says where to keep things.`,
    {hint: `Set \`${variable}\` to a folder of yours.`},
  )
}
