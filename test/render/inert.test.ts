import type {Nodes} from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {describe, expect, it} from 'vitest'
import {settled} from '../../src/render/text/visible.js'
import {fence} from '../../src/render/transcript/fence.js'
import {disarmed, inert} from '../../src/render/transcript/inert.js'
import {inertMessage} from '../../src/render/transcript/inert-message.js'
import {mayAct} from '../../src/render/transcript/may-act.js'
import {messageLines} from '../../src/render/transcript/message-lines.js'
import {known} from '../support/pathological/known.mjs'
import {own} from '../support/pathological/own.mjs'
import {randomFrom} from '../support/random.js'

describe('a message in a transcript', () => {
  it.each([
    ['Use `<b>` and <Button>.', 'Use `<b>` and &lt;Button>.'],
    ['<script>\nalert(1)\n</script>', '&lt;script>\nalert(1)\n&lt;/script>'],
    ['![chart](https://t.example/p.png)', '[image: chart](https://t.example/p.png)'],
    ['![chart](data:image/png;base64,AA==)', '&#91;image: chart](data:image/png;base64,AA==)'],
    ['[a](https://a.example)', '[a](https://a.example)'],
    ['[a](javascript:alert(1))', '&#91;a](javascript:alert(1))'],
    ['[a](<java\u0001script:alert(1)>)', '&#91;a](&lt;javascript:alert(1)>)'],
    ['<javascript:alert(1)>', '&lt;javascript:alert(1)>'],
    ['[a]\n\n[a]: data:text/html,x', '[a]\n\n&#91;a]: data:text/html,x'],
    ['<div>\\<img src=x onerror=alert(1)>', '&lt;div>\\&lt;img src=x onerror=alert(1)>'],
  ])('does nothing: %j', (markdown, text) => {
    expect(inert(markdown)).toBe(text)
  })

  it.each(Object.entries({...known, ...own}))('comes to an end: %s', (_name, text) => {
    expect(inert(text)).toBeTypeOf('string')
  })

  it('is not parsed only where a parser would take nothing away', () => {
    const random = randomFrom(11)
    let passed = 0
    for (let round = 0; round < 20_000; round++) {
      const text = madeText(random, signs)
      if (mayAct(text)) continue
      passed++
      expect(disarmed(text), JSON.stringify(text)).toBe(text)
    }
    expect(passed).toBeGreaterThan(1_500)
  })

  it.each([
    ['code', '```ts\nconst a = <b>(c[0])(d)\n```'],
    ['code at the end of a list', '- a\n```\n<b>\n```\nb'],
    ['code behind a quote', '> a\n```\n[a](b)\n```'],
    ['a link to where links may lead', 'see [the docs](https://a.example/b?c=d#e), a < b'],
  ])('has %s left alone', (_what, text) => {
    expect(mayAct(text)).toBe(false)
  })

  it.each([
    ['behind code that never ends', '```\na\n```\n```\n<b>'],
    ['between tildes that hold a fence', '~~~\n```\n~~~\n<b>\n```'],
    ['after the code of a list', '- ```\n  a\n  ```\n<b>\n```\n```'],
    ['after marks in a line', 'a ```\n<b>\n``` c'],
    ['at a link that is none', '[a](https://b.example:99999/)'],
    ['at a link in a picture', '![a [b](https://c.example) d'],
    ['at a picture of a link', '![a](https://b.example)'],
    ['behind a link', '[a](https://b.example)[c]: javascript:d'],
  ])('is looked at %s', (_where, text) => {
    expect(mayAct(text)).toBe(true)
  })
})

describe('a message with what follows it', () => {
  const live = '<img src=x onerror=alert(1)>'
  const long = 'plain words that go on for as long as it takes to be worth a mark, '.repeat(3)
  const forms = ['embedded', 'quote'] as const

  it.each([
    ['a line separator behind a mark', `\`\`\`\u2028\ncode\n\`\`\`\n\n${live}\n\n\`\`\`\nend`],
    ['the same, left open', 'see\n\n```\u2028\nfoo'],
    ['a blank behind a mark that closes nothing', 'see\n\n```\nfoo\n```\u00a0\nbar'],
    ['the same, with a tag', `\`\`\`\ncode\n\`\`\`\u00a0\n${live}\n\nrest`],
    ['code in a list', '- ```\n  a\n  ```\n'],
    ['code in a quote', '> ```\n> a'],
    ['a comment that never ends', 'a <!-- b'],
    ...['\u00a0', '\u3000', '\u2003', '\u1680', '\u202f'].flatMap((blank): [string, string][] => [
      [
        'a tag over a line that looks blank',
        `<img src=x title="\n${blank}\n${long}" x yy>\n\n${long}`,
      ],
      ['the same, behind words', `${long}\n\n<img src=x title="\n${blank}\n${long}" x yy>`],
      [
        'a link over such a line',
        `[a](javascript:b "t\n${blank}\n${long}") and more words)\n\n${long}`,
      ],
      [
        'a picture over such a line',
        `![a](https://b.example "t\n${blank}\n${long}") and more words)\n\n${long}`,
      ],
    ]),
  ])('does nothing: %s', (_what, text) => {
    for (const form of forms) expect(liveIn(shown(text, form)), form).toEqual([])
  })

  it('does nothing, however its signs follow one another', () => {
    const random = randomFrom(5)
    const odd = [
      ...signs,
      '\u2028',
      '\u00a0',
      '\ufeff',
      '\u3000',
      '\n```\u00a0\n',
      '```\u2028\n',
      '\n  ```\n',
      ...['\n\u00a0\n', '\n\u3000\n', '"', "'", `${long}`, `\n\n${long}\n\n`],
      ...['<img title="', '" x yy>', '![a](b "', '[a](javascript:b "', '") and more words'],
    ]
    for (let round = 0; round < 600; round++) {
      const text = madeText(random, odd).trim()
      for (const form of forms)
        expect(liveIn(shown(text, form)), JSON.stringify([form, text])).toEqual([])
    }
  }, 240_000)

  /** As the transcript has it, with the output of a tool behind it. */
  function shown(text: string, form: 'embedded' | 'quote'): string {
    const lines = mayAct(text)
      ? inertMessage({type: 'message', text, form})
      : messageLines(text, form)
    return settled(lines) + fence(live)
  }
})

const processor = unified().use(remarkParse).use(remarkGfm).freeze()

/** Tags and pictures that a viewer would make of a transcript, and links that may not be links. */
function liveIn(markdown: string): string[] {
  const found: string[] = []
  const visit = (node: Nodes) => {
    if (node.type === 'html' || node.type === 'image' || node.type === 'imageReference')
      found.push(node.type)
    if ((node.type === 'link' || node.type === 'definition') && /^javascript:/i.test(node.url))
      found.push(node.url)
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(processor.parse(markdown))
  return found
}

/** Two to ten signs in a row. */
function madeText(random: () => number, from: readonly string[]): string {
  const pick = () => from[Math.floor(random() * from.length)] ?? ''
  return Array.from({length: 2 + Math.floor(random() * 9)}, pick).join('')
}

/** What Markdown is made of, and what could do something. */
const signs = [
  ...['```', '```\n', '\n```\n', '\n```', '````\n', '```js\n', '\n~~~\n', '~~~', '`', '``'],
  ...['\n', '\n\n', '\n- ', '\n> ', '\n1. ', '\n  ', '\n    ', '\t', ' ', '\\', '|', '\n|-|\n'],
  ...['<b>', '<!--', '![a](b)', '[a](javascript:b)', '[a]: b', 'text', 'a', '*', '\n# '],
  ...[
    '[a](https://b.example)',
    '[a b](http://b.example/c?d=e#f)',
    '[',
    ']',
    '(',
    ')',
    '!',
    ':',
    '<',
  ],
]
