import {fake} from './fake.js'

/** A part of a secret: what it matches, and a made-up text that it matches. */
export interface Part {
  source: string
  sample: string
  /** All that it can be, where that is a few fixed texts. */
  texts?: readonly string[]
}

/** A whole secret as a vendor writes it. */
export interface Form extends Part {
  /** The longest texts of which one stands in every secret of this form. */
  keywords: readonly string[]
  /** Whether a keyword is how every secret of this form begins. */
  isAnchored: boolean
}

/**
 * The form of a secret in the words of a documentation: what is fixed stands as
 * it is, the rest as parts.
 *
 *     form`ghp_${alphanumeric(36)}`
 */
export function form(texts: TemplateStringsArray, ...parts: Part[]): Form {
  const all = texts.flatMap((text, index) => {
    const part = parts[index]
    return part ? [fixed(text), part] : [fixed(text)]
  })
  return {
    source: all.map(({source}) => source).join(''),
    sample: all.map(({sample}) => sample).join(''),
    ...keywordsOf(all),
  }
}

function fixed(text: string): Part {
  return {source: text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), sample: text, texts: [text]}
}

/** Neighbours of which each is one of a few texts make one keyword in all their ways. */
function keywordsOf(parts: Part[]): {keywords: string[]; isAnchored: boolean} {
  let best = {keywords: [''], isAnchored: false}
  let run = {keywords: [''], isAnchored: true}
  for (const {texts} of parts) {
    run = texts
      ? {...run, keywords: run.keywords.flatMap((begun) => texts.map((text) => begun + text))}
      : {keywords: [''], isAnchored: false}
    const isPlaced = best.isAnchored && shortest(best.keywords) >= shortestKeyword
    if (isPlaced && !run.isAnchored) return best
    if (shortest(run.keywords) > shortest(best.keywords)) best = run
  }
  return best
}

/** As many signs as a keyword has to have. What begins with so many is tried nowhere else. */
const shortestKeyword = 3

function shortest(texts: string[]): number {
  return Math.min(...texts.map((text) => text.length))
}

/** One of a few fixed texts; the sample has the first. */
export function oneOf(...texts: [string, ...string[]]): Part {
  const [sample] = texts
  return {source: `(?:${texts.map((text) => fixed(text).source).join('|')})`, sample, texts}
}

/** What no other part describes. */
export function raw(source: string, sample: string): Part {
  return {source, sample}
}

/** A whole secret that no parts describe, with what stands in every one. */
export function custom(source: string, sample: string, ...keywords: string[]): Form {
  return {source, sample, keywords, isAnchored: false}
}

type Alphabet = (from: number, to?: number) => Part

function alphabet(signs: string, sample: Parameters<typeof fake>[0]): Alphabet {
  return (from, to = from) => ({
    source: `${signs}{${from === to ? from : `${from},${to}`}}`,
    sample: fake(sample, from),
  })
}

export const alphanumeric = alphabet('[A-Za-z0-9]', 'alphanumeric')
export const letters = alphabet('[A-Za-z]', 'letters')
export const lower = alphabet('[a-z0-9]', 'lower')
export const upper = alphabet('[A-Z0-9]', 'upper')
export const digits = alphabet('[0-9]', 'digits')
export const hex = alphabet('[a-f0-9]', 'hex')
export const anyHex = alphabet('[A-Fa-f0-9]', 'hex')
/** The alphabet of base64 without its padding. */
export const base64 = alphabet('[A-Za-z0-9+/]', 'alphanumeric')
export const base64Padded = alphabet('[A-Za-z0-9+/=]', 'alphanumeric')
/** The alphabet of base64 in URLs. */
export const urlSafe = alphabet('[A-Za-z0-9_-]', 'alphanumeric')
export const urlSafePadded = alphabet('[A-Za-z0-9_=-]', 'alphanumeric')
/** The same with dots, as signed tokens have them. */
export const dotted = alphabet('[A-Za-z0-9_.=-]', 'alphanumeric')

/** One digit, of which each is told apart in keywords. */
export const digit = oneOf('1', '0', '2', '3', '4', '5', '6', '7', '8', '9')
/** One hexadecimal digit, of which each is told apart in keywords. */
export const hexDigit = oneOf('f', ...'0123456789abcde')

export const uuid: Part = {
  source: '[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}',
  sample: 'fa4e0123-4567-89ab-cdef-fa4e01234567',
}
