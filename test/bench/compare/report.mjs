import {formatTable, times} from '../sessions/format.mjs'
import {describeMachine} from '../sessions/report.mjs'
import {numbers} from './compare-results.mjs'

const columns = [
  {title: 'session', read: ({session}) => session},
  {title: 'step', read: ({step}) => step},
  ...Object.entries(numbers).map(([key, title]) => ({
    title,
    read: ({ratios}) => ratios?.[key],
    format: times,
  })),
  {title: '', read: ({only}) => only && `only in ${only}`},
]

/** Both machines, and every number of the second result as a multiple of the first's. */
export function formatComparison(before, after, rows) {
  const ratio = after.machine.loop / before.machine.loop
  return [
    ...describeMachine(before.machine).map((line) => `first:  ${line}`),
    ...describeMachine(after.machine).map((line) => `second: ${line}`),
    `The loop itself takes ${times(ratio)} as long: \`× loop\` and \`× parsing\` leave that out.`,
    '',
    ...formatTable(rows, columns),
  ]
}

/** What got worse, a line each. */
export function formatWorse(worse) {
  if (worse.length === 0) return ['Nothing got worse by more than 10 %.']
  return [
    'Worse by more than 10 %:',
    ...worse.map(
      ({session, step, number, ratio}) => `  ${session}, ${step}: ${number} ${times(ratio)}`,
    ),
  ]
}
