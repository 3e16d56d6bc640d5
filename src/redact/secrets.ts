import {type FindMore, findSecrets, inRawText, type Secret} from './find-secrets.js'
import type {Tally} from './tally.js'
import {viewsOf} from './views.js'

export type {FindMore, Secret}

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

/** Secrets that rules know in a text, in their order, each with its value as redaction counts it. */
export function locateSecrets(text: string): Secret[] {
  const found = apart(text, findSecrets(text))
  return found.map((secret) => ({...secret, value: unprefixed(secret.value)}))
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
  // What is only guessed gives way to what is known in the same place.
  const isSame = outer.from === inner.from && outer.to === inner.to
  if (isSame && outer.rule.confidence === 'unsure') return true
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
  const sign = /^[+\-> ]?[ \t]{0,40}(?=[A-Za-z0-9/+=]|-----)/.exec(line)?.[0] ?? ''
  const end = line.endsWith('\r') ? '\r' : ''
  return line.trim() === '' ? line : sign + mark + end
}

/** The same key in a diff and in a file is one value. */
function unprefixed(secret: string): string {
  return secret.includes('\n') ? secret.replace(/^[+\- ]/gm, '').replace(/\r/g, '') : secret
}
