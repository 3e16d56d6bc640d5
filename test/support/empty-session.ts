import type {Session} from '../../src/session/model.js'
import {noTokens} from '../../src/session/tokens.js'

/** A session in which nothing was said. */
export function emptySession(id: string): Session {
  return {
    id,
    title: 'Empty',
    agent: {name: 'OpenCode'},
    times: {},
    models: [],
    turns: [],
    todos: [],
    diffs: [],
    children: [],
    totals: {
      ...{prompts: 0, messages: 0, toolCalls: 0, errors: 0, tokens: noTokens},
      ...{files: 0, additions: 0, deletions: 0},
    },
    remarks: [],
  }
}
