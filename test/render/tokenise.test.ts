import path from 'node:path'
import fs from 'fs-extra'
import {bundledLanguages} from 'shiki/langs'
import {expect, it} from 'vitest'
import {formsOf, patternsOf} from '../../src/render/code/engine/patterns.js'
import type {Translation} from '../../src/render/code/engine/translation.js'
import {createGrammars} from '../../src/render/code/grammars.js'
import {appendSpan, kindOfToken, type Span} from '../../src/render/code/spans.js'
import {createTokeniser} from '../../src/render/code/tokenise.js'
import {root} from '../support/case.js'

const grammars = createGrammars()

/** Code in languages that this project has, and some that keep a state over lines. */
const texts: [string, string][] = [
  ['typescript', fs.readFileSync(path.join(root, 'src/render/pieces/pieces.ts'), 'utf8')],
  ['css', fs.readFileSync(path.join(root, 'templates/style/diff.css'), 'utf8')],
  ['markdown', fs.readFileSync(path.join(root, 'README.md'), 'utf8').slice(0, 20_000)],
  ['json', fs.readFileSync(path.join(root, 'package.json'), 'utf8')],
  ['python', 'def f(a):\n    """A text\n    over lines"""\n\n    return f"{a!r} {1:>3}"  # end\n'],
  ['php', '<h1><?php /* a\n b */ echo "x$y {$z[1]}"; ?></h1>\n<script>let a = `1\n`</script>\n'],
  ['bash', 'cat <<EOF\n$HOME "x"\nEOF\nif [ -n "$a" ]; then echo \'b\'; fi\n'],
]

it.each(texts)('colours %s line by line as shiki does a text', async (language, code) => {
  const grammar = await grammars.get(language, code)
  if (!grammar) throw new Error('There is such a grammar.')
  const tokenise = createTokeniser(grammar)
  const expected = grammar.core
    .codeToTokensBase(code, {
      ...{lang: grammar.name, theme: 'sp'},
      ...{tokenizeMaxLineLength: 1500, tokenizeTimeLimit: 0},
    })
    .map((line) => {
      const spans: Span[] = []
      for (const {content, color} of line) appendSpan(spans, content, kindOfToken(content, color))
      return spans
    })
  expect(tokenise(code, 1500)).toEqual(expected)
  // A second time it knows every line.
  expect(tokenise(code, 1500)).toEqual(expected)
  const lines = code.split('\n')
  expect(tokenise(lines.slice(3).join('\n'), 1500)).toHaveLength(lines.length - 3)
})

it('colours what Markdown holds by what the text names, whatever came before', async () => {
  const markdown = (language: string) => `# a\n\n~~~${language}\nconst a = "b"\n~~~\n`
  const colour = async (language: string) => {
    const grammar = await grammars.get('markdown', markdown(language))
    return grammar && createTokeniser(grammar)(markdown(language), 1500)
  }
  const before = await colour('none')
  expect(JSON.stringify(await colour('ts'))).toContain('"kind":"b"')
  expect(await colour('none')).toEqual(before)
})

it('knows no grammar for what is none', async () => {
  for (const name of ['', 'nothing', '__proto__', 'constructor', '../x', 'a b'])
    expect(await grammars.get(name, '')).toBeUndefined()
})

it('takes translations for a grammar only where they are those of all its expressions', async () => {
  const code = '{"a": [1, true, "b"]}'
  const {default: registrations} = await bundledLanguages.json()
  const forms = registrations.flatMap((one) => [...patternsOf(one)].flatMap(formsOf))
  const never: Translation = {needs: [], details: {pattern: '(?!)', flags: 'v'}}
  const colour = async (translations: [string, Translation][]) => {
    const read = async () => Object.fromEntries(translations)
    const grammar = await createGrammars(read).get('json', code)
    return grammar && createTokeniser(grammar)(code, 1500)
  }
  const all = forms.map((form): [string, Translation] => [form, never])
  expect(await colour(all)).toEqual([[{text: code, kind: undefined}]])
  expect(JSON.stringify(await colour(all.slice(1)))).toContain('"kind":"u"')
})

it('leaves a language plain whose translations are damaged', async () => {
  const read = async () => {
    throw new Error('It is cut off.')
  }
  expect(await createGrammars(read).get('json', '{}')).toBeUndefined()
})
