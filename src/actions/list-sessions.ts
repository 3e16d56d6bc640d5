import type {SessionSummary} from '../session/native.js'
import {madeIn} from '../sources/choose.js'
import {openSource} from '../sources/registry.js'
import {resolveSurroundings} from './surroundings.js'
import type {FindOptions} from './types.js'

export interface ListSessionsOptions extends FindOptions {
  /** Only root sessions of the project around the current folder. @default false */
  ofProject?: boolean
}

/** Every session of a store, newest first, subagents included. */
export async function listSessions(options: ListSessionsOptions = {}): Promise<SessionSummary[]> {
  const surroundings = {
    ...resolveSurroundings(options.surroundings),
    onWarning: options.onWarning,
  }
  const source = await openSource(options.source, surroundings)
  try {
    const summaries = await source.list()
    return options.ofProject ? await madeIn(summaries, surroundings) : summaries
  } finally {
    await source.close()
  }
}
