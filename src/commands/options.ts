import type {Options, PositionalOptions} from 'yargs'
import {SessionpressError} from '../errors.js'

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

/** `--to`, for commands that publish. */
export const to = {
  type: 'string',
  requiresArg: true,
  defaultDescription: 'the configured target',
  describe: 'Name of a target, or a folder (with a slash where it does not exist)',
} as const satisfies Options

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

/** `--style`, `--embed` and `--no-link-preview`, for commands that make a page. */
export const pageOptions = {
  style: {
    type: 'string',
    requiresArg: true,
    defaultDescription: 'that of the configuration',
    describe: 'CSS file that is put over the style of the page',
    coerce: (file) => neverNegated('style', file),
  },
  embed: {
    type: 'string',
    requiresArg: true,
    defaultDescription: 'no such page',
    describe: 'Prompts for a compact `embed.html`, by their numbers: `3`, `3-5`, `3-`, `-5`',
    coerce: (prompts) => neverNegated('embed', prompts),
  },
  // What the negation below sets. yargs shows no negations by itself.
  'link-preview': {type: 'boolean', hidden: true},
  'no-link-preview': {
    type: 'boolean',
    defaultDescription: 'false',
    describe: 'Leave the title out of the cards that chats make of a link',
  },
} as const satisfies Record<string, Options>

/** What `pageOptions` give. */
export interface PageArguments {
  style: string | undefined
  embed: string | undefined
  'link-preview': boolean | undefined
  'no-link-preview': boolean | undefined
}

/** What the library takes for them. */
export function pageChoice(given: {
  style: string | undefined
  embed: string | undefined
  linkPreview: boolean | undefined
  noLinkPreview: boolean | undefined
}) {
  const {style, embed, linkPreview, noLinkPreview} = given
  return {style, embed, linkPreview: noLinkPreview === undefined ? linkPreview : !noLinkPreview}
}

/** yargs takes `--no-style` for a value of `false`; of what is thrown here it keeps the message. */
export function neverNegated(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  throw new SessionpressError('USAGE_INVALID', `There is no option \`--no-${name}\``)
}

/** `--state`, for commands that read or write the ledger. */
export const state = {
  type: 'string',
  requiresArg: true,
  defaultDescription: '$XDG_STATE_HOME/sessionpress',
  describe: 'Folder of the ledger, or s3://bucket/prefix',
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
