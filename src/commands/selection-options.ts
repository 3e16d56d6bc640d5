import type {Options} from 'yargs'
import type {Excludable} from '../index.js'
import {readList} from './list-options.js'

/** `--exclude`, `--tool-output-lines`, `--from-turn`, `--to-turn` and `--drop-turn`. */
export const selectionOptions = {
  exclude: {
    type: 'string',
    requiresArg: true,
    defaultDescription: 'nothing',
    describe:
      'What stays at home: `reasoning`, `tool-output`, `tool-input`, `diffs`, `files`, `images`, `subagents`, `todos`, `cost`, `paths`, joined by commas',
    coerce: (list) => readList('exclude', list),
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
    type: 'string',
    requiresArg: true,
    defaultDescription: 'none',
    describe: 'Prompts that stay at home, with their answers, by their numbers joined by commas',
    coerce: (list) => readList('drop-turn', list)?.map(Number),
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
  return {
    exclude: exclude as Excludable[] | undefined, // The library refuses what is none.
    toolOutputLines,
    fromTurn,
    toTurn,
    dropTurns: dropTurn,
  }
}
