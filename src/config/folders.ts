import path from 'node:path'
import {SessionpressError} from '../errors.js'

/** The part of the surroundings that says where a person keeps things. */
export interface FolderContext {
  env: Readonly<Record<string, string | undefined>>
  /** Home folder, where there is one. */
  home: string | undefined
}

/** Folder of the ledger: `$XDG_STATE_HOME/sessionpress`, on every system. */
export function stateFolder(context: FolderContext): string {
  return path.join(xdgFolder(context, 'XDG_STATE_HOME', '.local/state'), 'sessionpress')
}

/** The person's own configuration: `$XDG_CONFIG_HOME/sessionpress`, on every system. */
export function configFolder(context: FolderContext): string {
  return path.join(xdgFolder(context, 'XDG_CONFIG_HOME', '.config'), 'sessionpress')
}

/** OpenCode's own configuration: `$XDG_CONFIG_HOME/opencode`, on every system. */
export function openCodeConfigFolder(context: FolderContext): string {
  return path.join(xdgFolder(context, 'XDG_CONFIG_HOME', '.config'), 'opencode')
}

/** Whether the folders under `$XDG_CONFIG_HOME` can be told at all. */
export function hasConfigFolder({env, home}: FolderContext): boolean {
  return home !== undefined || path.isAbsolute(env.XDG_CONFIG_HOME ?? '')
}

/** Replace a leading `~` by the home folder. */
export function expandHome(file: string, {home}: FolderContext): string {
  if (file !== '~' && !/^~[/\\]/.test(file)) return file
  if (home !== undefined) return path.join(home, file.slice(1))
  throw new SessionpressError('CONFIG_INVALID', `\`${file}\` needs a home folder; none is known.`, {
    hint: 'Set `HOME`, or write the path in full.',
  })
}

function xdgFolder({env, home}: FolderContext, variable: string, fallback: string): string {
  const set = env[variable]
  // The XDG specification has relative values ignored.
  if (set !== undefined && path.isAbsolute(set)) return set
  if (home !== undefined) return path.join(home, fallback)
  throw new SessionpressError(
    'CONFIG_INVALID',
    `Neither \`HOME\` nor \`${variable}\` says where to keep things.`,
    {hint: `Set \`${variable}\` to a folder of yours.`},
  )
}
