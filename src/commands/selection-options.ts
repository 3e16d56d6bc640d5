import type {Options} from 'yargs'
import {SessionpressError} from '../errors.js'
import type {Excludable} from '../index.js'

/** `--exclude`, `--tool-output-lines`, `--from-turn`, `--to-turn` and `--drop-turn`. */
export const selectionOptions = {
  exclude: {
    type: 'string',
    array: true,
    nargs: 1,
    requiresArg: true,
    defaultDescription: 'nothing',
    describe:
      'What stays at home: `reasoning`, `tool-output`, `tool-input`, `diffs`, `files`, `images`, `subagents`, `todos`, `cost`, `paths`, joined by commas',
    coerce: neverNegated,
  },
  'tool-output-lines': {
    type: 'number',
    requiresArg: true,
    defaultDescription: 'all',
    describe: 'Lines of the output of each tool that go out',
  },
  'from-turn': {
    type: 'number',
    requiresArg: true,
    defaultDescription: 'the first',
    describe: 'First prompt that goes out, by its number on the page',
  },
  'to-turn': {
    type: 'number',
    requiresArg: true,
    defaultDescription: 'the last',
    describe: 'Last prompt that goes out',
  },
  'drop-turn': {
    type: 'number',
    array: true,
    nargs: 1,
    requiresArg: true,
    defaultDescription: 'none',
    describe: 'Prompt that stays at home, with its answer; may be given several times',
  },
} as const satisfies Record<string, Options>

/** What `selectionOptions` give. */
export interface SelectionArguments {
  exclude: string[] | undefined
  'tool-output-lines': number | undefined
  'from-turn': number | undefined
  'to-turn': number | undefined
  'drop-turn': number[] | undefined
}

/** What the library takes for them. It checks the names and numbers. */
export function selectionChoice(given: {
  exclude: string[] | undefined
  toolOutputLines: number | undefined
  fromTurn: number | undefined
  toTurn: number | undefined
  dropTurn: number[] | undefined
}) {
  const {exclude, toolOutputLines, fromTurn, toTurn, dropTurn} = given
  const kinds = exclude?.flatMap((list) => list.split(',').map((kind) => kind.trim()))
  const named = kinds?.filter((kind) => kind !== '')
  return {
    // The library refuses what is no kind, and that nothing is named.
    exclude: (named?.length === 0 ? [''] : named) as Excludable[] | undefined,
    toolOutputLines,
    fromTurn,
    toTurn,
    dropTurns: dropTurn,
  }
}

/** yargs takes `--no-exclude` for a value of `false`; of what is thrown here it keeps the message. */
function neverNegated(lists: readonly unknown[] | undefined): string[] | undefined {
  return lists?.map((list) => {
    if (typeof list === 'string') return list
    throw new SessionpressError('USAGE_INVALID', 'There is no option `--no-exclude`')
  })
}
