import type {Tokens} from './model.js'

/** Nothing used. */
export const noTokens: Tokens = {input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0}

/** Everything that was used. The kinds do not overlap: input leaves out the cache, output reasoning. */
export function tokenSum(tokens: Tokens): number {
  const {input, output, reasoning, cacheRead, cacheWrite} = tokens
  return input + output + reasoning + cacheRead + cacheWrite
}
