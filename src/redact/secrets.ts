import {entropy, isCode, isPlaceholder} from './placeholders.js'
import type {Rule} from './rule.js'
import {rules} from './rules.js'
import type {Tally} from './tally.js'

/** Mask every secret in a text that a rule knows. */
export function maskSecrets(text: string, tally: Tally): string {
  if (text.length < shortestSecret) return text
  const folded = text.toLowerCase()
  let masked = text
  for (const rule of rules) {
    if (!rule.keywords.some((keyword) => folded.includes(keyword))) continue
    masked = masked.replace(rule.pattern, (...match) => maskMatch(rule, match, tally))
  }
  return masked
}

const shortestSecret = 12

type Match = unknown[]

function maskMatch(rule: Rule, match: Match, tally: Tally): string {
  const whole = String(match[0])
  const groups = match.at(-1)
  const named = typeof groups === 'object' && groups !== null ? (groups as {secret?: string}) : {} // `replace` hands named groups over last.
  const secret = named.secret ?? whole
  if (isPlaceholder(secret) || (rule.isNamed && isCode(secret))) return whole
  if (rule.entropy !== undefined && entropy(secret) < rule.entropy) return whole
  const mark = `[redacted:${rule.id}#${tally.numberOf(rule.id, unprefixed(secret))}]`
  const masked = secret
    .split('\n')
    .map((line) => maskLine(line, mark))
    .join('\n')
  const start = whole.lastIndexOf(secret)
  return whole.slice(0, start) + masked + whole.slice(start + secret.length)
}

/** A secret of several lines stays as many lines, and a diff's signs stay in front of them. */
function maskLine(line: string, mark: string): string {
  const sign = /^[+\- ](?=[A-Za-z0-9/+=]|-----)/.exec(line)?.[0] ?? ''
  const end = line.endsWith('\r') ? '\r' : ''
  return line.trim() === '' ? line : sign + mark + end
}

/** The same key in a diff and in a file is one value. */
function unprefixed(secret: string): string {
  return secret.includes('\n') ? secret.replace(/^[+\- ]/gm, '').replace(/\r/g, '') : secret
}
