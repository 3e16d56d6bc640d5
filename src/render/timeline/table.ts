import type {TimelineRowView, TimelineTableView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Session, Turn} from '../../session/model.js'
import {formatAmount, formatCost, formatDuration, formatNumber} from '../text/format.js'
import {compactionTimes} from './curves.js'
import {formatMoment} from './format-moment.js'

/** Rows of the table at most; more prompts than that share rows. */
const mostRows = 200

/** The timeline as a table: a row for each prompt, or for prompts in a row where there are many. */
export function tableOf(
  session: Session,
  hrefOf: (id: string) => string,
  withDay: boolean,
): TimelineTableView {
  const size = Math.ceil(session.turns.length / mostRows)
  const groups = Array.from({length: Math.ceil(session.turns.length / size)}, (_, index) =>
    session.turns.slice(index * size, (index + 1) * size),
  )
  return {
    hasContext: session.turns.some((turn) => turn.usage.some(({context}) => context > 0)),
    hasCost: session.turns.some((turn) => turn.cost !== undefined),
    rows: groups.map((group) => rowOf(group, hrefOf, withDay)),
  }
}

function rowOf(
  turns: readonly Turn[],
  hrefOf: (id: string) => string,
  withDay: boolean,
): TimelineRowView {
  const [first, last] = [turns[0]?.number ?? 0, turns.at(-1)?.number ?? 0]
  const counts = countCalls(turns)
  const started = turns.find((turn) => turn.started !== undefined)?.started
  const worked = sum(turns.map((turn) => turn.duration))
  const cost = sum(turns.map((turn) => turn.cost))
  return {
    href: hrefOf(`t${first}`),
    number: first === last ? String(first) : `${first}–${last}`,
    isUndone: turns.every((turn) => turn.isUndone),
    began: started === undefined ? unknown : formatMoment(started, {precision: 'second', withDay}),
    worked: worked === undefined ? unknown : formatDuration(worked),
    calls: formatNumber(counts.calls),
    failed: formatNumber(counts.failed),
    context: contextOf(turns),
    cost: cost === undefined ? unknown : formatCost(cost),
  }
}

const unknown = 'not recorded'

function countCalls(turns: readonly Turn[]): {calls: number; failed: number} {
  const counts = {calls: 0, failed: 0}
  for (const {blocks} of turns) {
    counts.calls += blocks.filter((block) => block.type === 'tool').length
    counts.failed += blocks.filter(isFailure).length
  }
  return counts
}

/** `24 k`, `9 k, compacted from 62 k`, `62 k, then compacted`. */
function contextOf(turns: readonly Turn[]): string {
  const values = turns.flatMap((turn) =>
    turn.usage.map(({context}) => context).filter((context) => context > 0),
  )
  const last = values.at(-1)
  if (last === undefined) return unknown
  const isCompacted = turns.some((turn) => compactionTimes(turn).length > 0)
  if (!isCompacted) return formatAmount(last)
  const peak = values.reduce((high, value) => Math.max(high, value), 0)
  return last < peak
    ? `${formatAmount(last)}, compacted from ${formatAmount(peak)}`
    : `${formatAmount(last)}, then compacted`
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined)
  return known.length === 0 ? undefined : known.reduce((total, value) => total + value, 0)
}
