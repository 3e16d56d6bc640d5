import {encodedTexts} from './encoded-texts.js'
import {entropy} from './entropy.js'
import {unknownTokenRules} from './generic/tokens.js'
import {joinedTexts} from './joined-texts.js'
import {type FoundKeywords, keywordsIn} from './keywords.js'
import type {Kind} from './kind.js'
import {keywordsInView, type LikelyRule, likelyRules, rulesOf} from './likely.js'
import {longRuns, type Run} from './long-runs.js'
import {isPlaceholder} from './placeholders.js'
import type {Rule} from './rule.js'
import {type View, viewsOf} from './views.js'
import {matchesOf, windowLength} from './windows.js'

/** A secret, and where it stands in a text. */
export interface Secret {
  rule: Kind & Pick<Rule, 'isNamed'>
  value: string
  from: number
  to: number
}

/** Finds more than the rules do in a text without escapes. */
export type FindMore = (text: string) => Iterable<Secret>

const shortestSecret = 8
const shortestJoined = 20

/** As often as something is encoded in what is encoded. */
const deepest = 2

/** Every secret in a text that a rule or `findMore` knows, escaped, cut into pieces and in base64 too. */
export function findSecrets(text: string, findMore?: FindMore, depth = 0): Secret[] {
  if (text.length < shortestSecret) return []
  const known = new Map<View, FoundKeywords>()
  return viewsOf(text).flatMap((view) => {
    const likely = likelyIn(view, known)
    return secretsOfView(view.text, likely, findMore, depth).map((one) => inRawText(one, view))
  })
}

/** Rules that may find something in a view; `undefined` where it is searched in windows. */
function likelyIn(view: View, known: Map<View, FoundKeywords>): readonly LikelyRule[] | undefined {
  const {text, made} = view
  if (text.length > windowLength) return undefined
  const before = made && known.get(made.from)
  const found = before ? keywordsInView(text, made.shared, before) : keywordsIn(text)
  known.set(view, found)
  return rulesOf(found)
}

/** A secret of a view where it stands in the raw text. */
export function inRawText(secret: Secret, {rawStart, rawEnd}: View): Secret {
  return {...secret, from: rawStart(secret.from), to: rawEnd(secret.to - 1)}
}

function secretsOfView(
  text: string,
  likely: readonly LikelyRule[] | undefined,
  findMore: FindMore | undefined,
  depth: number,
): Secret[] {
  const found = matchesOf(text, secretOf, likely)
  for (const {from, to} of longRuns(text)) {
    found.push(...unknownTokens(text, from, to))
    if (depth < deepest) found.push(...encodedSecrets(text, {from, to}, findMore, depth))
  }
  if (text.length >= shortestJoined) found.push(...joinedSecrets(text, found))
  // Behind the rules: of equal places the rule names it, which tells more.
  for (const secret of findMore?.(text) ?? []) found.push(secret)
  return found
}

function encodedSecrets(text: string, run: Run, findMore: FindMore | undefined, depth: number) {
  return encodedTexts(text, run).flatMap(({from, to, plain}): Secret[] => {
    const [first, ...others] = findSecrets(plain, findMore, depth + 1)
    // Of several the whole is the value: who allows one of them does not let the others out.
    const isOne = others.every((other) => other.value === first?.value)
    const value = isOne ? first?.value : text.slice(from, to)
    return first && value !== undefined ? [{rule: first.rule, value, from, to}] : []
  })
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
