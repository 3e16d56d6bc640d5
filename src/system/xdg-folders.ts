import path from 'node:path'

/** The part of a person's surroundings that says where they keep things. */
export interface FolderContext {
  env: Readonly<Record<string, string | undefined>>
  /** Home folder, where there is one. */
  home: string | undefined
  /** Folder of the machine's own configuration. No variable moves it; tests do. @default `/etc` */
  systemFolder?: string
}

/** Where each folder is when its variable says nothing, below the home folder. */
const fallbacks = {
  XDG_CACHE_HOME: '.cache',
  XDG_CONFIG_HOME: '.config',
  XDG_DATA_HOME: '.local/share',
  XDG_STATE_HOME: '.local/state',
} as const

export type XDGVariable = keyof typeof fallbacks

/**
 * A folder of the XDG base directory specification, on every system; `undefined`
 * where neither the variable nor a home folder tells.
 */
export function xdgFolder({env, home}: FolderContext, variable: XDGVariable): string | undefined {
  const set = env[variable]
  // The specification has relative values ignored.
  if (set !== undefined && path.isAbsolute(set)) return set
  return home === undefined ? undefined : path.join(home, fallbacks[variable])
}
