import type {Kind} from './kind.js'
import {likelyRules} from './likely.js'
import {isPlaceholder} from './placeholders.js'
import type {Rule} from './rule.js'
import type {Tally} from './tally.js'
import {type View, viewsOf} from './views.js'

/** Finds more than the rules do in a text without escapes. */
export type FindMore = (text: string) => Iterable<Secret>

/** Mask every secret in a text that a rule or `findMore` knows, however it is escaped. */
export function maskSecrets(text: string, tally: Tally, findMore?: FindMore): string {
  const found = findSecrets(text, findMore)
  return found.length === 0 ? text : maskAll(text, apart(text, found), tally)
}

/** Mask what a finder finds, however it is escaped. */
export function maskFound(text: string, tally: Tally, find: FindMore): string {
  const found = viewsOf(text).flatMap((view) =>
    [...find(view.text)].map((secret) => inRawText(secret, view)),
  )
  return found.length === 0 ? text : maskAll(text, apart(text, found), tally)
}

/** Secrets that rules know in a text, as they are without escapes. */
export function secretsIn(text: string): string[] {
  return apart(text, findSecrets(text)).map(({value}) => value)
}

/** Secrets that rules know in a text, in their order, each with its value as redaction knows it. */
export function locateSecrets(text: string): Secret[] {
  const found = apart(text, findSecrets(text))
  return found.map((secret) => ({...secret, value: unprefixed(secret.value)}))
}

function findSecrets(text: string, findMore?: FindMore): Secret[] {
  const found: Secret[] = []
  if (text.length < shortestSecret) return found
  for (const view of viewsOf(text)) {
    const {text: seen, rawStart, rawEnd} = view
    for (const rule of likelyRules(seen)) {
      for (const match of seen.matchAll(rule.pattern)) {
        const secret = secretOf(rule, match)
        if (!secret) continue
        const {from, value} = secret
        found.push({rule, value, from: rawStart(from), to: rawEnd(from + value.length - 1)})
      }
    }
    // Behind the rules: of equal places the rule names it, which tells more.
    for (const secret of findMore?.(seen) ?? []) found.push(inRawText(secret, view))
  }
  return found
}

function inRawText(secret: Secret, {rawStart, rawEnd}: View): Secret {
  return {...secret, from: rawStart(secret.from), to: rawEnd(secret.to - 1)}
}

const shortestSecret = 8

/** A secret, and where it stands in a text. */
export interface Secret {
  rule: Kind & Pick<Rule, 'isNamed'>
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
function apart(text: string, found: Secret[]): Secret[] {
  found.sort((a, b) => a.from - b.from || b.to - a.to)
  const kept: Secret[] = []
  for (const next of found) {
    const last = kept.at(-1)
    if (!last || next.from >= last.to) kept.push({...next})
    else if (next.to > last.to) extend(last, next.to, text)
    else if (isSameWithoutEscapes(last, next) || isNoMoreThan(last, next))
      kept[kept.length - 1] = {...next}
  }
  return kept
}

/** The value grows too: what is allowed of it is not what was added. */
function extend(secret: Secret, to: number, text: string): void {
  secret.to = to
  secret.value = text.slice(secret.from, to)
}

/** Views come after what they were made from, and the value without escapes is the value. */
function isSameWithoutEscapes(first: Secret, next: Secret): boolean {
  return first.rule.id === next.rule.id && first.from === next.from && first.to === next.to
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
    const number = tally.count(rule, unprefixed(value))
    if (number === undefined) continue
    const mark = `[redacted:${rule.id}#${number}]`
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
