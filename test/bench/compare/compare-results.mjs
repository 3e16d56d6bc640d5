import {worstOf} from '../sessions/report.mjs'

/** What is compared of a step, and how much more of it counts as worse. */
export const numbers = {
  wall: 'wall',
  cpu: 'CPU',
  loops: '× loop',
  parsings: '× parsing',
  memory: 'memory',
  files: 'files',
  bytes: 'bytes',
  zipped: 'gzipped',
  task: 'main thread',
  paint: 'first paint',
  elements: 'elements',
}
const tolerance = 1.1

/**
 * Each step that both results have, with the ratio of every number that both
 * have; a step of one of them says in `only` which.
 */
export function compareResults(before, after) {
  const [first, second] = [stepsOf(before), stepsOf(after)]
  const keys = [...new Set([...first.keys(), ...second.keys()])]
  return keys.map((key) => {
    const [one, other] = [first.get(key), second.get(key)]
    const {session, step} = one ?? other
    if (!one || !other) return {session, step, only: one ? 'the first' : 'the second'}
    return {session, step, ratios: ratiosOf(one, other)}
  })
}

/** Every number that is more than a tenth greater. */
export function findWorse(rows) {
  return rows.flatMap(({session, step, ratios = {}}) =>
    Object.entries(ratios)
      .filter(([, ratio]) => ratio > tolerance)
      .map(([key, ratio]) => ({session, step, number: numbers[key], ratio})),
  )
}

/** Steps by session and name; the first of a session has what its pages cost. */
function stepsOf({results}) {
  const steps = results.flatMap(({session, rows, pages}) =>
    rows.map((row, at) => ({
      session,
      ...row,
      ...(at === 0 && pages?.length > 0 && worstOf(pages)),
    })),
  )
  return new Map(steps.map((step) => [`${step.session}\n${step.step}`, step]))
}

function ratiosOf(one, other) {
  const known = Object.keys(numbers).filter((key) => one[key] > 0 && other[key] !== undefined)
  return Object.fromEntries(known.map((key) => [key, other[key] / one[key]]))
}
