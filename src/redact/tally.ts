import type {Finding} from '../session/finding.js'

/** Counts what was masked. The same value of one kind keeps its number through one bundle. */
export interface Tally {
  /** Number of a value, from 1 in order of first appearance. */
  numberOf(rule: string, value: string): number
  /** Count a masking that needs no number. */
  count(rule: string): void
  /** Everything so far, by kind and number. */
  findings(): Finding[]
}

/** A tally in which nothing was counted yet. */
export function createTally(): Tally {
  const kinds = new Map<string, Map<string, Finding>>()
  return {numberOf, count, findings}

  function numberOf(rule: string, value: string): number {
    const values = kindOf(rule)
    const known = values.get(value) ?? {rule, number: values.size + 1, count: 0}
    known.count += 1
    values.set(value, known)
    return known.number
  }

  function count(rule: string): void {
    const values = kindOf(rule)
    const known = values.get('') ?? {rule, number: 0, count: 0}
    known.count += 1
    values.set('', known)
  }

  function findings(): Finding[] {
    const all = [...kinds.values()].flatMap((values) => [...values.values()])
    return all.sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.number - b.number))
  }

  function kindOf(rule: string): Map<string, Finding> {
    const values = kinds.get(rule) ?? new Map<string, Finding>()
    kinds.set(rule, values)
    return values
  }
}
