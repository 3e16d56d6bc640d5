import {createHash} from 'node:crypto'
import {entropy} from '../../src/redact/entropy.js'
import type {Rule} from '../../src/redact/rule.js'

/** A text with a secret that stands nowhere else, and what of it must not be seen. */
export interface Made {
  text: string
  /** Runs of letters and digits, without the prefix that all secrets of the kind share. */
  runs: string[]
}

const alphabets = {
  letters: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz',
  alphanumeric: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567',
  lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
  small: 'abcdefghijklmnopqrstuvwxyz',
  hex: '0123456789abcdef',
  digits: '0123456789',
  bech32: 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L',
}
type Alphabet = keyof typeof alphabets

/** What examples are made of, by hand or by `fake`, and signs to put in its place. */
const stems: readonly (readonly [stem: string, alphabet: Alphabet])[] = [
  ['FakeTokenOnlyForTests', 'letters'],
  ['Fake0Token1Only2For3Tests4', 'alphanumeric'],
  ['FAKE2TOKEN3ONLY4FOR5TESTS6', 'upper'],
  ['fake0token1only2for3tests4', 'lower'],
  ['fa4e0123456789abcdef', 'hex'],
  ['9081726354', 'digits'],
  ['FAKEKEY0N2Y3TESTSQPZRX8G', 'bech32'],
  ['FakeOnlyForTests', 'letters'],
  ['Fq7zKx2WvBn9RtLm4HsJd8PcGy3TaE6u', 'alphanumeric'],
  ['AKEQTOKENQONLYQ', 'upper'],
  ['faketokenonly', 'small'],
  ['-of-rules', 'small'],
]
const endless = stems.map(([stem, alphabet]) => [stem.repeat(30), alphabet] as const)

/** So many signs that look like chance and are the same every time. */
export function signs(seed: string, length: number, alphabet: Alphabet): string {
  const from = alphabets[alphabet]
  let text = ''
  for (let round = 0; text.length < length; round++) {
    const bytes = createHash('sha256').update(`${seed}/${round}`).digest()
    text += [...bytes].map((byte) => from[byte % from.length]).join('')
  }
  const made = text.slice(0, length)
  // A value by chance may be poor in signs or digits: too few for rules that only guess.
  const isPoor = /[A-Za-z]\w{11}/.test(made) && /\d/.test(from) && !/\d.*\d/.test(made)
  return isPoor || entropy(made) < 3 * Math.min(1, length / 16)
    ? signs(`${seed}!`, length, alphabet)
    : made
}

/**
 * A rule's example with other signs in its secret. Its own examples share their
 * signs, so that one that got out could not be told from another.
 *
 * @returns `undefined` where the rule does not know the result any more.
 */
export function madeSecret(rule: Rule, seed: string): Made | undefined {
  const {pattern, example, isSecret, confidence} = rule
  const [match] = [...example.matchAll(pattern)]
  if (!match) return undefined
  const secret = match.groups?.secret ?? match[0]
  const at = example.indexOf(secret, match.index)
  const {text, runs} = inBase64(secret, seed) ?? changed(secret, seed)
  const made = example.slice(0, at) + text + example.slice(at + secret.length)
  const isKnown = [...made.matchAll(pattern)].some((one) => one[0].includes(text))
  // What is a guess only finds what looks like it; the other rules have to find what comes.
  if (confidence === 'unsure' && isSecret && !isSecret(text, made))
    return madeSecret(rule, `${seed}!`)
  return isKnown && runs.length > 0 ? {text: made, runs} : undefined
}

function changed(secret: string, seed: string): Made {
  const runs: string[] = []
  let text = ''
  for (let at = 0; at < secret.length; ) {
    const {length, alphabet} = longestStem(secret.slice(at).replace(/(?<=.)T3BlbkFJ.*/s, ''))
    if (length < 6) {
      text += secret[at++]
      continue
    }
    const run = signs(`${seed}/${at}`, length, alphabet)
    if (run.length >= 8) runs.push(run)
    text += run
    at += length
  }
  return {text, runs}
}

function longestStem(text: string): {length: number; alphabet: Alphabet} {
  let best: {length: number; alphabet: Alphabet} = {length: 0, alphabet: 'hex'}
  for (const [stem, alphabet] of endless) {
    let length = best.length
    while (length < text.length && stem.includes(text.slice(0, length + 1))) length++
    if (length > best.length) best = {length, alphabet}
  }
  return /^\d+$/.test(text.slice(0, best.length)) ? {...best, alphabet: 'digits'} : best
}

/** Passwords of Docker and Kubernetes stand in base64. */
function inBase64(secret: string, seed: string): Made | undefined {
  const plain = Buffer.from(secret, 'base64').toString('latin1')
  if (!plain.includes('FakeOnlyForTests')) return undefined
  const run = signs(seed, 16, 'letters')
  return {text: Buffer.from(plain.replace('FakeOnlyForTests', run)).toString('base64'), runs: [run]}
}
