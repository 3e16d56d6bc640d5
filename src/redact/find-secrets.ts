import {decodedText} from './decoded-text.js'
import {entropy} from './entropy.js'
import {unknownTokenRules} from './generic/tokens.js'
import {joinedTexts} from './joined-texts.js'
import {likelyRules} from './likely.js'
import {longRuns} from './long-runs.js'
import {isPlaceholder} from './placeholders.js'
import type {Rule} from './rule.js'
import {viewsOf} from './views.js'
import {matchesOf} from './windows.js'

/** A secret, and where it stands in a text. */
export interface Secret {
  rule: Rule
  value: string
  from: number
  to: number
}

const shortestSecret = 8
const shortestJoined = 20

/** As often as something is encoded in what is encoded. */
const deepest = 2

/** Every secret in a text that a rule knows, escaped, cut into pieces and in base64 too. */
export function findSecrets(text: string, depth = 0): Secret[] {
  if (text.length < shortestSecret) return []
  const found: Secret[] = []
  for (const {text: seen, rawStart, rawEnd} of viewsOf(text)) {
    for (const secret of secretsIn(seen, depth)) {
      found.push({...secret, from: rawStart(secret.from), to: rawEnd(secret.to - 1)})
    }
  }
  return found
}

function secretsIn(text: string, depth: number): Secret[] {
  const found = matchesOf(text, secretOf)
  for (const {from, to} of longRuns(text)) {
    found.push(...unknownTokens(text, from, to))
    const inner = depth < deepest && decodedText(text.slice(from, to))
    const [first] = inner ? findSecrets(inner, depth + 1) : []
    if (first) found.push({rule: first.rule, value: first.value, from, to})
  }
  if (text.length >= shortestJoined) found.push(...joinedSecrets(text, found))
  return found
}

/** Tokens with a form of their own whose pieces stand apart. What is whole before the break ends there. */
function joinedSecrets(text: string, known: readonly Secret[]): Secret[] {
  const found: Secret[] = []
  for (const joined of joinedTexts(text)) {
    for (const {rule} of likelyRules(joined.text)) {
      if (rule.isNamed) continue
      for (const match of joined.text.matchAll(rule.pattern)) {
        const secret = secretOf(rule, match)
        if (!secret || !joined.isAcross(secret.from, secret.to)) continue
        const from = joined.rawStart(secret.from)
        const isWhole = known.some((other) => other.rule.id === rule.id && other.from === from)
        if (!isWhole) found.push({...secret, from, to: joined.rawStart(secret.to - 1) + 1})
      }
    }
  }
  return found
}

/** Most texts have the signs of these tokens, so only long words are looked at. */
function unknownTokens(text: string, from: number, to: number): Secret[] {
  const start = Math.max(0, from - lead)
  const run = text.slice(start, to)
  if (to - from < shortestToken || !/[_-]/.test(run) || !/\d/.test(run)) return []
  return unknownTokenRules.flatMap((rule) =>
    [...run.matchAll(rule.pattern)].flatMap((match) => {
      const secret = secretOf(rule, match)
      return secret ? [{...secret, from: start + secret.from, to: start + secret.to}] : []
    }),
  )
}

const shortestToken = 33

/** Enough to see an escape in front of a word. */
const lead = 6

function secretOf(rule: Rule, match: RegExpExecArray): Secret | undefined {
  const [whole] = match
  const value = match.groups?.secret ?? whole
  if (value === '' || isPlaceholder(value)) return undefined
  if (rule.isSecret && !rule.isSecret(value, whole)) return undefined
  if (rule.entropy !== undefined && entropy(value) < rule.entropy) return undefined
  const from = match.index + whole.lastIndexOf(value)
  return {rule, value, from, to: from + value.length}
}
