import {findNodeAtLocation} from 'jsonc-parser'
import * as v from 'valibot'
import type {OwnPattern} from '../session/own-pattern.js'
import {checkObject} from './check-object.js'
import {invalid, type JsoncFile} from './jsonc-file.js'
import {compilePattern} from './own-pattern.js'

/** What the files together want masked beside what every session gets masked. */
export interface RedactSettings {
  patterns: OwnPattern[]
  /** Literal words, those of a policy among them. */
  words: string[]
  /** What stays although a rule finds it: ids of findings, and values. */
  allow: string[]
  /** Whether e-mail addresses are masked. */
  emails: boolean
  /** Whether private IP addresses and internal host names are masked. */
  hosts: boolean
  /** What a policy wants masked, whatever `allow` says. Its patterns say so themselves. */
  required: {words: string[]; emails: boolean; hosts: boolean}
}

/** What one file says under `redact`. */
export interface RedactLayer {
  patterns: OwnPattern[]
  words: string[]
  allow: string[]
  emails: boolean | undefined
  hosts: boolean | undefined
  /** Whether a policy says it, so that nothing of it can be allowed. */
  isRequired: boolean
}

const policySchema = v.strictObject({
  patterns: v.exactOptional(v.array(v.unknown())),
  words: v.exactOptional(v.array(v.string())),
  emails: v.exactOptional(v.boolean()),
  hosts: v.exactOptional(v.boolean()),
})

const schema = v.strictObject({
  ...policySchema.entries,
  allow: v.exactOptional(v.array(v.pipe(v.string(), v.nonEmpty()))),
})

/**
 * Check what a file says under `redact`.
 *
 * @param isRequired Whether it is a policy, which allows nothing.
 * @throws SessionpressError `CONFIG_INVALID`
 */
export function readRedact(source: JsoncFile, isRequired: boolean): RedactLayer {
  if (!findNodeAtLocation(source.root, ['redact'])) return {...silent, isRequired}
  const said: v.InferOutput<typeof schema> = isRequired
    ? checkObject(source, ['redact'], policySchema)
    : checkObject(source, ['redact'], schema)
  return {
    patterns: (said.patterns ?? []).map((_, index) => compilePattern(source, index, isRequired)),
    words: (said.words ?? []).map((word, index) => checkWord(source, word, index)),
    allow: said.allow ?? [],
    emails: said.emails,
    hosts: said.hosts,
    isRequired,
  }
}

const silent = {patterns: [], words: [], allow: [], emails: undefined, hosts: undefined}

/**
 * What the files want together: every pattern and every word of each. E-mail
 * addresses stay only where some file says so and none contradicts.
 */
export function uniteRedact(layers: readonly RedactLayer[]): RedactSettings {
  const wants = (key: 'emails' | 'hosts', wanted: boolean) =>
    layers.some((layer) => layer[key] === wanted)
  const required = layers.filter(({isRequired}) => isRequired)
  return {
    patterns: layers.flatMap(({patterns}) => patterns),
    words: [...new Set(layers.flatMap(({words}) => words))],
    allow: [...new Set(layers.flatMap(({allow}) => allow))],
    emails: wants('emails', true) || !wants('emails', false),
    hosts: wants('hosts', true),
    required: {
      words: [...new Set(required.flatMap(({words}) => words))],
      emails: required.some(({emails}) => emails === true),
      hosts: required.some(({hosts}) => hosts === true),
    },
  }
}

/** A word of one or two characters would stand in every sentence. */
function checkWord(source: JsoncFile, word: string, index: number): string {
  if ([...word.trim()].length >= 3) return word
  const node = findNodeAtLocation(source.root, ['redact', 'words', index])
  const why = `\`redact.words.${index}\` must have at least 3 characters`
  throw invalid(source, node?.offset ?? 0, why)
}
