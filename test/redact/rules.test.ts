import {describe, expect, it} from 'vitest'
import {entropy} from '../../src/redact/entropy.js'
import {rules, vendorRules} from '../../src/redact/rules.js'
import {redactText} from './redact-text.js'

const contexts: [string, (example: string) => string][] = [
  ['alone', (example) => example],
  ['in a variable', (example) => `KEY=${example}`],
  ['in JSON', (example) => JSON.stringify({value: example}, undefined, 2)],
  ['in JSON inside a string', (example) => JSON.stringify(JSON.stringify([`a\n${example}\n`]))],
  ['in a sentence', (example) => `Take ${example}, and go on.`],
  ['in Markdown', (example) => `Take \`${example}\` or *${example}*`],
  ['in an added line', (example) => lines('+', example)],
  ['in a deleted line', (example) => lines('-', example)],
  ['in colour', (example) => `\u001b[32m${example}\u001b[0m`],
]

describe('the table of rules', () => {
  it('knows at least 200 kinds of vendors', () => {
    expect(new Set(vendorRules.map(({id}) => id)).size).toBeGreaterThanOrEqual(200)
  })

  it('says of each what it is in other words', () => {
    const names = rules.map(({id, what}) => `${id}: ${what}`)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('links each to a page of the vendor', () => {
    const unlinked = rules.filter(
      ({documentation = ''}) => !/^https:\/\/[\w.-]+\//.test(documentation),
    )
    expect(unlinked.map(({id}) => id)).toEqual([])
  })

  it('has a keyword of each in its example', () => {
    const unseen = rules.filter(
      ({keywords, example, pattern}) =>
        // Without keywords a rule is tried on long words only.
        keywords.length > 0 &&
        !keywords.some((keyword) =>
          pattern.ignoreCase
            ? example.toLowerCase().includes(keyword.toLowerCase())
            : example.includes(keyword),
        ),
    )
    expect(unseen.map(({id}) => id)).toEqual([])
  })

  it('lets none of its own examples look like filler', () => {
    const poor = rules.filter(
      (rule) => entropy(secretOf(rule.pattern, rule.example)) < (rule.entropy ?? 0),
    )
    expect(poor.map(({id}) => id)).toEqual([])
  })
})

describe('every rule masks its own example', () => {
  for (const rule of rules) {
    const secret = secretOf(rule.pattern, rule.example)
    describe(`${rule.id}: ${rule.what}`, () => {
      it.each(contexts)('%s', (_where, write) => {
        const text = redactText(write(rule.example))
        expect(text).toContain(`[redacted:${rule.id}#1]`)
        for (const line of secret.split('\n')) expect(text).not.toContain(line)
      })

      it('with the same number when it comes twice', () => {
        const marks = redactText(`${rule.example}\n\n${rule.example}`).match(/\[redacted:[^\]]*\]/g)
        expect(new Set(marks)).toEqual(new Set([`[redacted:${rule.id}#1]`]))
        expect(marks?.length).toBeGreaterThan(1)
      })

      it('and comes to an end on a long line that almost matches', () => {
        for (const piece of piecesOf(rule.example)) {
          const line = piece.repeat(Math.ceil(100_000 / piece.length))
          expect(`${line}!`.replace(rule.pattern, '')).toBeTypeOf('string')
        }
      })
    })
  }
})

function secretOf(pattern: RegExp, example: string): string {
  const [match] = [...example.matchAll(pattern)]
  return match?.groups?.secret ?? match?.[0] ?? ''
}

function lines(sign: string, example: string): string {
  const changed = example.split('\n').map((line) => sign + line)
  return [' before', ...changed, ' after'].join('\n')
}

/** Beginnings of the example, so that a rule begins again and again and never ends. */
function piecesOf(example: string): string[] {
  const shares = [0.1, 0.3, 0.5, 0.9]
  const starts = shares.map((share) => example.slice(0, Math.ceil(example.length * share)))
  return [...starts, `${example.slice(0, -1)}.`, `${example.slice(0, 8)} `, 'a', 'aA0-', ' ', '\n']
}
