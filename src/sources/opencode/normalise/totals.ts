import type {FileDiff, Session, Totals, Turn} from '../../../session/model.js'
import {noTokens} from '../../../session/tokens.js'
import type {Told} from './assemble.js'
import {optional} from './optional.js'
import {addTokens, type NumberedTurn} from './story.js'

/** What can only be counted while the blocks of a turn are at hand. */
export interface BlockCounts {
  toolCalls: number
  errors: number
  /** Of turns that were not undone as a whole. */
  undone: number
}

interface Summed {
  told: Told
  numbers: readonly NumberedTurn[]
  turns: readonly Turn[]
  diffs: readonly FileDiff[]
  counts: BlockCounts
}

/** Sums over one session. */
export function totalsOf({told, numbers, turns, diffs, counts}: Summed): Totals {
  const cost = told.turns.reduce((sum, turn) => sum + turn.cost, 0)
  return {
    prompts: turns.filter((turn) => turn.prompt && turn.prompt.origin !== 'agent').length,
    messages: told.messages,
    toolCalls: counts.toolCalls,
    errors: counts.errors,
    ...optional('cost', cost === 0 ? undefined : cost),
    tokens: turns.map((turn) => turn.tokens).reduce(addTokens, noTokens),
    ...optional('working', sum(turns.map((turn) => turn.duration))),
    ...optional('waiting', waitingOf(numbers)),
    files: diffs.length,
    additions: diffs.reduce((count, diff) => count + diff.additions, 0),
    deletions: diffs.reduce((count, diff) => count + diff.deletions, 0),
  }
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0)
}

/** Between turns that follow each other: what was done between others is not known. */
function waitingOf(turns: readonly NumberedTurn[]): number | undefined {
  let waiting: number | undefined
  let end: number | undefined
  let last = 0
  for (const {turn, number} of turns) {
    if (number !== last + 1) end = undefined
    last = number
    if (end !== undefined && turn.started !== undefined && turn.started > end) {
      waiting = (waiting ?? 0) + turn.started - end
    }
    if (turn.ended !== undefined) end = Math.max(end ?? turn.ended, turn.ended)
  }
  return waiting
}

/** What was undone at its end; nothing where nothing was. */
export function undoneOf(turns: readonly Turn[], counts: BlockCounts): Session['undone'] {
  const whole = turns.filter((turn) => turn.isUndone).length
  if (whole === 0 && counts.undone === 0) return undefined
  return {turns: whole, blocks: counts.undone}
}
