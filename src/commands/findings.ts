import type {Finding} from '../index.js'
import {plain} from './plain.js'

/** What was masked, in words: how many values of each kind, and whether folders were shortened. */
export function describeFindings(findings: readonly Finding[]): string | undefined {
  const values = new Map<string, number>()
  for (const {rule, number} of findings) {
    if (number > 0) values.set(rule, (values.get(rule) ?? 0) + 1)
  }
  const parts = [...values].map(([rule, count]) => `${count} × ${plain(rule)}`)
  // Folders carry no number: each became `.` or `~`.
  if (findings.some(({number}) => number === 0)) parts.push('folders shortened')
  return parts.length === 0 ? undefined : parts.join(', ')
}
