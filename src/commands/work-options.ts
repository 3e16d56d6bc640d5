import type {Options} from 'yargs'

/** `--jobs` and `--no-cache`, for commands that make a page. They change nothing of it. */
export const workOptions = {
  jobs: {
    type: 'number',
    requiresArg: true,
    defaultDescription: 'as many as there are cores, up to 8; fewer for a long session',
    describe: 'Threads at most that make the page',
  },
  // What the negation below sets. yargs shows no negations by itself.
  cache: {type: 'boolean', hidden: true},
  'no-cache': {
    type: 'boolean',
    defaultDescription: 'false',
    describe: 'Make everything anew, and keep nothing of it for the next time',
  },
} as const satisfies Record<string, Options>

/** What `workOptions` give. */
export interface WorkArguments {
  jobs: number | undefined
  cache: boolean | undefined
  'no-cache': boolean | undefined
}

/** What the library takes for them. */
export function workChoice(given: {
  jobs: number | undefined
  cache: boolean | undefined
  noCache: boolean | undefined
}) {
  const {jobs, cache, noCache} = given
  return {jobs, cache: noCache === undefined ? cache : !noCache}
}
