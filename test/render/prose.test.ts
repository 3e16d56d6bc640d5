import {describe, expect, it} from 'vitest'
import {htmlText, join} from '../../src/render/html.js'
import {plainParagraphs} from '../../src/render/markdown/plain.js'
import type {RenderContext} from '../../src/render/render-context.js'
import {renderPages} from '../../src/render/render-pages.js'
import {cleanText} from '../../src/render/text/clean.js'

import type {Session} from '../../src/session/model.js'
import {randomFrom} from '../support/random.js'
import {faultsOf, ofClass, readPage, textOf} from './page-reader.js'
import {aSession, aText, aTurn} from './sample-session.js'
import {aContext, filled, render, somePieces} from './test-context.js'

/** Markup of one message. */
async function proseOf(markdown: string): Promise<string> {
  const {page} = await render(aSession({turns: [aTurn(1, 'x', [aText(1, markdown)])]}), {style: ''})
  expect(faultsOf(page)).toEqual([])
  const [, inside = ''] =
    /<div class="sp-text" id="t1-1"><a[^>]*><\/a><div class="sp-prose">([\s\S]*)<\/div><\/div>\n<\/div><\/article>/.exec(
      page,
    ) ?? []
  return inside
}

describe('prose', () => {
  it('shows raw HTML as the text that it is', async () => {
    expect(await proseOf('Use the <Button> and <!-- this -->.')).toBe(
      '<p>Use the &lt;Button&gt; and &lt;!-- this --&gt;.</p>',
    )
    expect(await proseOf('<details>\n<b>x</b>\n</details>')).toContain(
      '&lt;details&gt;\n&lt;b&gt;x',
    )
  })

  it('links only http, https and mailto, and says where other links pointed', async () => {
    expect(await proseOf('[a](https://a.example) [b](javascript:alert(1)) [c](src/x.ts)')).toBe(
      '<p><a href="https://a.example" rel="noopener noreferrer nofollow ugc">a</a> ' +
        '<span class="sp-nolink">b (<code>javascript:alert(1)</code>)</span> ' +
        '<span class="sp-nolink">c (<code>src/x.ts</code>)</span></p>',
    )
  })

  it('says the host of a link that reads like another address', async () => {
    expect(await proseOf('[bank.example](https://evil.example/x)')).toContain('</a> (evil.example)')
  })

  it('links pictures instead of loading them', async () => {
    const markup = await proseOf('![chart](https://t.example/p.png)')
    expect(markup).toContain('<a href="https://t.example/p.png"')
    expect(markup).toContain('>image: chart</a>')
    expect(markup).not.toContain('<img')
  })

  it('starts headings below those of the page and leaves no gap', async () => {
    expect(await proseOf('# a\n\n### b\n\n# c')).toMatch(
      /<h3.*a<\/h3>\s*<h4.*b<\/h4>\s*<h3.*c<\/h3>/,
    )
  })

  it('keeps definitions that nothing uses, and cells past the width of a table', async () => {
    const markup = await proseOf('[x]: https://x.example "t"\n\n[^n]: note\n\n|a|\n|-|\n|1|2|')
    for (const text of ['[x]: https://x.example "t"', '[^n]: note', '>2</td>'])
      expect(markup).toContain(text)
  })

  it('keeps the footnotes of two messages apart', async () => {
    const text = 'a[^1] b[^1]\n\n[^1]: note'
    const {page} = await render(
      aSession({turns: [aTurn(1, text, [aText(1, text), aText(2, text)])]}),
    )
    expect(faultsOf(page)).toEqual([])
  })

  it('colours fences whose language is known, and only those', async () => {
    expect(await proseOf('```js\nconst a = "x"\n```')).toContain('<b>const</b> a = <u>"x"</u>')
    expect(await proseOf('```nonesuch x\nconst a\n```')).toContain('<code>const a</code>')
    expect(await proseOf('```constructor\nconst a\n```')).toContain('<code>const a</code>')
  })

  it('says hidden characters in code by name, and leaves prose alone', async () => {
    const markup = await proseOf('fine\u200d `a\u202eb`\n\n```\nc\u2066d\n```')
    expect(markup).toContain('fine\u200d')
    expect(markup).toContain('a<span class="sp-u">U+202E</span>b')
    expect(markup).toContain('c<span class="sp-u">U+2066</span>d')
  })

  it('says what reorders plain prose by name', async () => {
    expect(await proseOf('Open invoice\u202efdp.exe')).toBe(
      '<p dir="auto">Open invoice<span class="sp-u">U+202E</span>fdp.exe</p>',
    )
  })

  it('marks masked values, in prose and in code, as they read', async () => {
    const mark = '<span class="sp-redacted">[redacted:aws-key#2]</span>'
    expect(await proseOf('It is [redacted:aws-key#2].')).toContain(`It is ${mark}.`)
    expect(await proseOf('`a=[redacted:aws-key#2]`')).toContain(`<code>a=${mark}</code>`)
    expect(await proseOf('```\na=[redacted:aws-key#2]\n```')).toContain(`a=${mark}`)
  })

  it('draws a task’s box and says its state aloud', async () => {
    const markup = await proseOf('- [x] one\n- [ ] two')
    const page = readPage(markup)
    expect(ofClass(page, 'sp-sr').map(textOf)).toEqual(['done: ', 'to do: '])
    expect(ofClass(page, 'sp-i')).toHaveLength(2)
  })

  it('keeps the bullets of a list in which some lines are tasks', async () => {
    const markup = await proseOf('- one\n- [ ] two')
    expect(markup).toContain('<li>one</li>')
    expect(markup).toContain('<li class="sp-task">')
  })

  it('calls a table by its columns', async () => {
    const markup = await proseOf('| File | `n` |\n| --- | ---: |\n| a | 1 |')
    expect(markup).toContain('role="group" aria-label="Table: File, n" tabindex="0"')
    expect(markup).toContain('class="sp-right"')
  })

  it('calls a language by its name', async () => {
    expect(await proseOf('```ts title="a.ts"\nx\n```')).toContain('>TypeScript title="a.ts"<')
    expect(await proseOf('```mermaid\nx\n```')).toContain(
      '<figcaption title="mermaid">Mermaid</figcaption>',
    )
    expect(await proseOf('```constructor\nx\n```')).toContain('>constructor<')
  })

  it.each([
    ['It is $a_1 \\, b$.', '<code>$a_1 \\, b$</code>'],
    ['It is $x$.', '<code>$x$</code>'],
    ['It is \\(\\alpha_1\\) here.', '<code>\\(\\alpha_1\\)</code>'],
    ['It is $$x^2$$ here.', '<code>$$x^2$$</code>'],
  ])('shows math as its source: %s', async (text, code) => {
    expect(await proseOf(text)).toContain(code)
  })

  it.each([
    ['$$\na_1\n  \\, b_2\n$$', 'a_1\n\\, b_2'],
    ['\\[ \\sum_i *i* \\]', '\\sum_i *i*'],
  ])('shows a block of math as its source: %s', async (text, code) => {
    expect(await proseOf(`before\n${text}\nafter`)).toContain(
      `<figcaption title="math">Math</figcaption><pre tabindex="0"><code>${code}</code></pre>`,
    )
  })

  it.each([
    'It costs $5 and $6.',
    'From $5_000 to $6_000',
    'Set $FOO_BAR and $BAZ_QUX to it',
    'A \\$x_1$ escaped',
    'Open \\(or not\\)',
    'Not closed: $$\n\na_1',
  ])('leaves alone what is no math: %s', async (text) => {
    expect(await proseOf(text)).not.toMatch(/<code>|<figure/)
  })

  it('leaves code with dollars alone', async () => {
    expect(await proseOf('`a $x_1$ b` and `` $y$ ` ``')).toContain(
      '<code>a $x_1$ b</code> and <code>$y$ `</code>',
    )
    expect(await proseOf('```\n$x_1$\n```')).toContain('<code>$x_1$</code></pre>')
  })

  it('keeps code from left to right among letters that run the other way', async () => {
    expect(await proseOf('السلة `src/a.ts`')).toContain('<code dir="ltr">src/a.ts</code>')
    expect(await proseOf('a `src/a.ts`')).toContain('<code>src/a.ts</code>')
    expect(await proseOf('- السلة\n- cart')).toContain('<ul dir="rtl">\n<li dir="auto">')
  })

  it.each([
    'One plain sentence.',
    'Two lines\nof one paragraph: yes, really?\n\nAnd (another) one…',
    'Ünïcödé — “quotes” and 42 numbers; 3.5 % of them.',
    'It is in `src/a.ts`: **see** `<b>&"*_[x](y)` there.\n\n`a` and `b`',
    '**Done.** All `12 | 3` of **them**, (`x`).',
    'Masked: `a [redacted:github-token#1] b` and `a\u200bb`',
    'السلة `src/a.ts` **هنا**',
  ])('takes the short way with the same result: %s', async (text) => {
    const short = plainParagraphs(text)
    expect(short).toBeDefined()
    // An empty emphasis forces the long way.
    const long = await proseOf(`${text}\n\n*long*`)
    expect(long.replace(/\n<p(?: dir="auto")?><em>long<\/em><\/p>$/, '')).toBe(await proseOf(text))
  })

  it.each([
    '1. a',
    '- a',
    'a *b*',
    'a\n===',
    '    code',
    'www.a.example',
    'a@b.c',
    'a  \nb',
    '# a',
    'http://a.b',
    '',
    '`a` ',
    '`` a ``',
    '` a `',
    'a `b',
    'a `$x$`',
    '**a **b',
    'a**b**c',
    '***a***',
    '**a `b`**',
    '**"a"**b',
  ])('does not take the short way for Markdown: %s', (text) =>
    expect(plainParagraphs(text)).toBeUndefined(),
  )
})

it('is the same the short way and the long way, however marks follow one another', async () => {
  const random = randomFrom(3)
  let short = 0
  for (let round = 0; round < 4_000; round++) {
    const count = 1 + Math.floor(random() * 9)
    const parts = Array.from({length: count}, () => pick(marks, random))
    const text = parts.join('')
    const paragraphs = plainParagraphs(cleanText(text))
    // A space at the very end stays where there is nothing but words; nobody sees it.
    if (!paragraphs || text.endsWith(' ')) continue
    short++
    const long = await longWay(text)
    expect(htmlText(join(paragraphs, '\n')), JSON.stringify(text)).toBe(long)
  }
  expect(short).toBeGreaterThan(300)
})

const marks = [
  ...[
    'a',
    'B c',
    'word ',
    ' word',
    'x.',
    '1',
    '1. ',
    '2) ',
    ' ',
    '\n',
    '\n\n',
    '\n\n\n',
    ', ',
    '(',
    ')',
  ],
  ...[
    '`',
    '``',
    '`code`',
    '`a * b`',
    '`<b>`',
    '`&amp;`',
    '` a`',
    '`a|b`',
    '`\\`',
    '`[x](y)`',
    '`a@b.c`',
  ],
  ...[
    '**',
    '*',
    '**bold**',
    '**Bold:**',
    '**b c.**',
    '**b!** ',
    ' **b** ',
    '**1.** ',
    '**"q"**',
    '**ä**',
  ],
  ...[
    '"',
    "'",
    '&',
    '-',
    '- ',
    '—',
    '…',
    '“',
    '”',
    ':',
    ': ',
    '!',
    '?',
    'www',
    '.a',
    'http',
    '\u00a0',
    '😀',
  ],
  ...[
    '`[redacted:api-key#1]`',
    '`a\u200bb`',
    'a\u200bb',
    'السلة',
    '`سلة`',
    '$',
    '`$a`',
    '\t',
    '=',
    '~',
  ],
]

async function longWay(text: string): Promise<string> {
  const html = await proseOf(`${text}\n\n*long*`)
  return html.replace(/\n?<p(?: dir="auto")?><em>long<\/em><\/p>$/, '')
}

function pick(items: readonly string[], random: () => number): string {
  return items[Math.floor(random() * items.length)] ?? ''
}

describe('colours', () => {
  it('do not depend on what was shown before', async () => {
    const {context} = await aContext()
    const markdown = aSession({
      turns: [aTurn(1, 'x', [aText(1, '````md\n# a\n```python\ndef f(): pass\n```\n````')])],
    })
    const python = aSession({turns: [aTurn(1, 'x', [aText(1, '```python\ndef f(): pass\n```')])]})
    const first = await pageOf(markdown, context)
    await pageOf(python, context)
    expect(await pageOf(markdown, context)).toBe(first)
  })

  it('end at their budget, the text does not', async () => {
    const pieces = somePieces({budget: {messages: 40}})
    const fence = (code: string) => ({
      ...{type: 'prose' as const, prefix: 'sp-t1', heading: 3},
      text: `\`\`\`js\n${code}\n\`\`\``,
    })
    const [first, second] = await filled(
      [pieces.show(fence('const a = 1')), pieces.show(fence('const b = "a longer line"'))],
      pieces,
    )
    expect(first).toContain('<b>const</b>')
    expect(second).toContain('const b = "a longer line"')
  })
})

async function pageOf(session: Session, context: RenderContext): Promise<string> {
  let page = ''
  for await (const {pieces} of renderPages(session, context)) {
    for await (const piece of pieces) page += piece
  }
  return page
}
