import path from 'node:path'
import fs from 'fs-extra'
import {createHighlighterCore, type RegexEngine} from 'shiki/core'
import {createOnigurumaEngine} from 'shiki/engine/oniguruma'
import {bundledLanguages} from 'shiki/langs'
import {describe, expect, it} from 'vitest'
import {readTranslations} from '../../src/actions/pieces/translations.js'
import {commonTranslations} from '../../src/render/code/common-translations.js'
import {inAscii} from '../../src/render/code/engine/ascii.js'
import {createEngine} from '../../src/render/code/engine/engine.js'
import {needsOf} from '../../src/render/code/engine/needs.js'
import {formsOf, patternsOf} from '../../src/render/code/engine/patterns.js'
import {runsAway} from '../../src/render/code/engine/runs-away.js'
import {languageOfPath} from '../../src/render/code/language.js'
import {createTheme} from '../../src/render/code/theme.js'
import {root} from '../support/case.js'

type Language = keyof typeof bundledLanguages

const folder = path.join(root, 'fixtures/code')
const samples = (await fs.readdir(folder)).map((file): [Language, string] => [
  languageOfPath(file) as Language, // A sample in an unknown language fails below.
  fs.readFileSync(path.join(folder, file), 'utf8'),
])
const common = await commonTranslations()
const oniguruma = await createOnigurumaEngine(import('shiki/wasm'))

describe('the engine finds what Oniguruma itself finds', () => {
  it.each(samples)('in %s', async (language, code) => {
    const expected = await tokens(language, code, oniguruma)
    expect(expected.flat().length).toBeGreaterThan(code.length / 20)
    expect(await tokens(language, code, createEngine())).toEqual(expected)
    const known = (pattern: string) => [...common.values()].find((one) => one[pattern])?.[pattern]
    expect(await tokens(language, code, createEngine(known))).toEqual(expected)
  })

  it.each([
    [['b+', '\\Gc', 'a', '(?<=a)(b)(x)?']],
    [['(?!\\G)(b)']],
    [['(^|\\G)(b)(c)?', 'c']],
    [['(?i:B)(?=b)', '(?>b+)(c)']],
  ])('also when texts take turns, and one is searched again from its beginning: %j', (patterns) => {
    const scanners = [createEngine().createScanner(patterns), oniguruma.createScanner(patterns)]
    const texts = ['abbc', 'cab', 'é b', 'xyz', 'bbb']
    let count = 0
    for (const [turn, start] of [0, 3, 0, 1, 1, 2, 0, 1, 3, 2, 0].entries()) {
      const text = texts[turn % texts.length] ?? ''
      const [found, expected] = scanners.map((scanner) => scanner.findNextMatchSync(text, start, 0))
      expect(found, `${text} from ${start}`).toEqual(expected)
      if (found) count++
    }
    expect(count).toBeGreaterThan(1)
  })

  it('in one text, place by place', () => {
    const patterns = ['\\Gb', '(?!\\G)(b)(c)?', '(?<=b)(b)|d', 'a(x)?', '\\b(?=d)']
    for (const content of ['abbcabcbbd', 'bbbbd', 'dddd bbbb cccc aaaa', '\u{1f600}b\u{1f600}bc']) {
      const [ours, theirs] = [createEngine(), oniguruma].map((engine) => {
        const scanner = engine.createScanner(patterns)
        const line = engine.createString(content)
        return Array.from(content, (_, at) => {
          const found = scanner.findNextMatchSync(line, at, 0)
          // Where an empty group lies is said in two ways, and nobody asks.
          return found?.captureIndices.map((group) => (group.length > 0 ? group : 'empty'))
        })
      })
      expect(ours, content).toEqual(theirs)
    }
  })
})

describe('what an expression needs', () => {
  it.each([
    ['\\b(import|export)\\b', ['import', 'export']],
    ['(?i)\\bselect\\b', []],
    ['(?i:select)', ['~select']],
    ['[^a]*', []],
    ['(a|b?)c+', ['c']],
    ['(?=<%)', ['<%']],
    ['(?<=ab)c', ['c']],
    ['(?!ab)[xyz]', ['x', 'y', 'z']],
    ['\\s+', []],
    ['(', []],
  ])('%s', (pattern, expected) => {
    const texts = needsOf(pattern).flat()
    expect(texts.map(({text, isCaseless}) => (isCaseless ? `~${text}` : text))).toEqual(expected)
  })

  it('is in every line that it matches, and what is written for ASCII finds the same', async () => {
    let found = 0
    for (const [language, code] of samples) {
      const name = (await bundledLanguages[language]()).default.at(-1)?.name ?? ''
      for (const {needs, details} of Object.values(common.get(name) ?? {})) {
        const search = new RegExp(details.pattern, `${details.flags.replace('y', '')}g`)
        for (const line of code.split('\n')) {
          // All matches, as vscode-textmate has the line: with its end.
          const matches = [...`${line}\n`.matchAll(search)]
          if (/^[\0-\x7f]*$/.test(line) && details.flags.includes('v'))
            expect([
              ...`${line}\n`.matchAll(new RegExp(inAscii(search.source), search.flags)),
            ]).toEqual(matches)
          for (const {index, input} of matches) {
            found++
            const rest = input.slice(index)
            const lacks = needs.find((need) => !need.some((one) => holds(rest, one)))
            expect(lacks, `${details.pattern} in ${line}`).toBeUndefined()
          }
        }
      }
    }
    expect(found).toBeGreaterThan(5_000)
  }, 60_000)

  function holds(line: string, {text, isCaseless}: {text: string; isCaseless: boolean}): boolean {
    return isCaseless ? line.toLowerCase().includes(text) : line.includes(text)
  }
})

describe('translations of common grammars', () => {
  it('lie as built in the package', async () => {
    expect(common.size).toBeGreaterThan(60)
    const built = await fs.readdir(path.join(root, 'dist/grammars'))
    expect(built.sort()).toEqual([...common.keys()].map((name) => `${name}.json`).sort())
    for (const [language, translations] of common)
      expect(await readTranslations(language)).toEqual(translations)
    expect(await readTranslations('go')).toBeUndefined()
  }, 60_000)

  it('leave out grammars with an expression that runs away', () => {
    for (const language of ['typescript', 'tsx', 'javascript', 'python', 'rust', 'shellscript'])
      expect(common.has(language), language).toBe(true)
    for (const language of ['go', 'php', 'swift'])
      expect(common.has(language), language).toBe(false)
  })

  it.each([
    ['(a+)+', true],
    ['(a+b?)*', true],
    ['(?:a|(b*)){2,}', true],
    ['x(?=(?:\\s+\\w+)*y)', false],
    ['x(?=(?:\\s*\\w*)*y)', true],
    ['(a+b)*', false],
    ['(?>a+)+', false],
    ['(a++)*', false],
    ['(a{2,3})+', false],
    ['(', true],
    ['(?:a|(?:b|c*))+', true],
  ])('know that %s may run away: %s', (pattern, expected) => {
    expect(runsAway(pattern)).toBe(expected)
  })

  it('have each form that an expression with an anchor takes', () => {
    const grammar = {patterns: [{match: '\\Aa\\G'}, {begin: 'b\\z', end: '\\1'}], name: 'match'}
    expect([...patternsOf(grammar)]).toEqual(['\\Aa\\G', 'b\\z', '\\1'])
    expect(formsOf('\\Aa\\G')).toEqual([
      ...['\\Aa\\G', '\\\uffffa\\G', '\\Aa\\\uffff', '\\\uffffa\\\uffff'],
    ])
    expect(formsOf('b\\z')).toEqual(['b$(?!\\n)(?<!\\n)'])
  })
})

/** Kinds of tokens in each line, with where they begin. */
async function tokens(language: Language, code: string, engine: RegexEngine): Promise<number[][]> {
  const langs = (await bundledLanguages[language]()).default
  const themes = [await createTheme()]
  const core = await createHighlighterCore({themes, langs, warnings: false, engine})
  core.setTheme('sp')
  const grammar = core.getLanguage(langs.at(-1)?.name ?? '')
  let state: ReturnType<typeof grammar.tokenizeLine2>['ruleStack'] | null = null
  return code.split('\n').map((line) => {
    const {tokens: found, ruleStack} = grammar.tokenizeLine2(line, state, 0)
    state = ruleStack
    return [...found]
  })
}
