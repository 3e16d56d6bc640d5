import {likelyRules} from './likely.js'
import {isPlaceholder} from './placeholders.js'
import type {Rule} from './rule.js'
import type {Tally} from './tally.js'
import {viewsOf} from './views.js'

/** Mask every secret in a text that a rule knows, however it is escaped. */
export function maskSecrets(text: string, tally: Tally): string {
  const found = findSecrets(text)
  return found.length === 0 ? text : maskAll(text, apart(found), tally)
}

/** Secrets that rules know in a text, in their order, each with its value as redaction knows it. */
export function locateSecrets(text: string): Secret[] {
  return apart(findSecrets(text)).map((secret) => ({...secret, value: unprefixed(secret.value)}))
}

function findSecrets(text: string): Secret[] {
  const found: Secret[] = []
  if (text.length < shortestSecret) return found
  for (const {text: seen, rawStart, rawEnd} of viewsOf(text)) {
    for (const rule of likelyRules(seen)) {
      for (const match of seen.matchAll(rule.pattern)) {
        const secret = secretOf(rule, match)
        if (!secret) continue
        const {from, value} = secret
        found.push({rule, value, from: rawStart(from), to: rawEnd(from + value.length - 1)})
      }
    }
  }
  return found
}

const shortestSecret = 8

/** A secret, and where it stands in the raw text. */
export interface Secret {
  rule: Rule
  value: string
  from: number
  to: number
}

function secretOf(rule: Rule, match: RegExpExecArray): {from: number; value: string} | undefined {
  const [whole] = match
  const value = match.groups?.secret ?? whole
  if (value === '' || isPlaceholder(value) || (rule.isSecret && !rule.isSecret(value, whole)))
    return undefined
  return {from: match.index + whole.lastIndexOf(value), value}
}

/**
 * Of secrets that overlap the widest counts, and of equal ones the first found.
 * Where a name gives away no more than a token that has its own form, the token does.
 */
function apart(found: Secret[]): Secret[] {
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: Secret[] = []
  for (const next of found) {
    const last = kept.at(-1)
    if (!last || next.from >= last.to) kept.push({...next})
    else if (next.to > last.to) last.to = next.to
    else if (isNoMoreThan(last, next)) kept[kept.length - 1] = {...next}
  }
  return kept
}

function isNoMoreThan(outer: Secret, inner: Secret): boolean {
  if (!outer.rule.isNamed || inner.rule.isNamed) return false
  const rest = outer.value.replace(inner.value, ' ')
  return rest !== outer.value && !/[A-Za-z0-9]{8}/.test(rest)
}

function maskAll(text: string, secrets: Secret[], tally: Tally): string {
  let masked = ''
  let end = 0
  for (const {rule, value, from, to} of secrets) {
    const mark = `[redacted:${rule.id}#${tally.numberOf(rule.id, unprefixed(value))}]`
    const lines = text.slice(from, to).split('\n')
    masked += text.slice(end, from) + lines.map((line) => maskLine(line, mark)).join('\n')
    end = to
  }
  return masked + text.slice(end)
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
