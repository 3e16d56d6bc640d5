import type {Options, PositionalOptions} from 'yargs'

/**
 * Stands for `-` while yargs parses, which reads a lone dash as an option
 * without a name. No parameter can hold this character.
 */
export const dash = '\0'

/** The session that a command works on. */
export const sessionArgument = {
  type: 'string',
  coerce: (session: string | undefined) => (session === dash ? '-' : session),
  describe:
    'Id, start of an id, file, `-` for standard input, or `latest`; without one: a choice on a terminal, else the newest of this project',
} as const satisfies PositionalOptions

/** `--source`, for commands that read a session. */
export const source = {
  type: 'string',
  requiresArg: true,
  defaultDescription: "OpenCode's own store",
  describe: 'Database file, legacy folder or server to look the session up in',
} as const satisfies Options

/** `--title`, for commands that make a page. */
export const title = {
  type: 'string',
  requiresArg: true,
  defaultDescription: "the session's title",
  describe: 'Title of the page',
} as const satisfies Options

/** `--state`, for commands that read or write the ledger. */
export const state = {
  type: 'string',
  requiresArg: true,
  defaultDescription: '$XDG_STATE_HOME/sessionpress',
  describe: 'Folder of the ledger',
} as const satisfies Options

/** `--json`. A failure is then printed as JSON too. */
export const json = {
  type: 'boolean',
  default: false,
  describe: 'Print the result, or the error, as JSON',
} as const satisfies Options

/** `--quiet`. Errors are still told. */
export const quiet = {
  type: 'boolean',
  default: false,
  describe: 'Say nothing but the result',
} as const satisfies Options
