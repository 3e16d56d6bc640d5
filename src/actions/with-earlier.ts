import type {Finding} from '../session/finding.js'
import type {NativeSession} from '../session/native.js'

/**
 * Findings of a session of which a part was masked before it came here: what stands in place of a
 * value tells how often it is there.
 *
 * @param earlier Numbers of the values that were masked before, by the ids of their findings.
 */
export function withEarlier(
  findings: readonly Finding[],
  native: NativeSession,
  earlier: ReadonlyMap<string, number>,
): Finding[] {
  if (earlier.size === 0) return [...findings]
  const counts = countMarks(native)
  const known = new Set(findings.map(keyOf))
  const masked = [...earlier].map(([id, number]) => {
    const rule = id.slice(0, id.lastIndexOf(':'))
    return {rule, number, count: counts.get(keyOf({rule, number})) ?? 0}
  })
  // Kinds without numbers have one entry, whatever the values were.
  const others = new Map(masked.map((finding) => [keyOf(finding), finding]))
  return [...findings, ...others.values()]
    .filter((finding, index) => index < findings.length || isNews(finding))
    .sort((a, b) => (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : a.number - b.number))

  function isNews(finding: Finding): boolean {
    return finding.count > 0 && !known.has(keyOf(finding))
  }
}

function countMarks(native: NativeSession): Map<string, number> {
  const counts = new Map<string, number>()
  // Everything that goes out, whatever its format.
  for (const [, rule = '', number = '0'] of JSON.stringify(native).matchAll(mark)) {
    const key = keyOf({rule, number: Number(number)})
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** What `redact` puts in place of a value. */
const mark = /\[redacted:([a-z0-9-]+)(?:#(\d+))?\]/g

function keyOf({rule, number}: Pick<Finding, 'rule' | 'number'>): string {
  return `${rule} ${number}`
}
