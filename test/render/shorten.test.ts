import fs from 'fs-extra'
import type {Nodes, Root} from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {describe, expect, it} from 'vitest'
import {lengthen, lengthenTree, shorten} from '../../src/render/markdown/shorten.js'
import {fixtureCases} from '../support/case.js'
import {known} from '../support/pathological/known.mjs'
import {own} from '../support/pathological/own.mjs'
import {randomFrom} from '../support/random.js'

const processor = unified().use(remarkParse).use(remarkGfm).freeze()

describe('a shortened text', () => {
  it('has the tree of the whole one, however pieces of Markdown follow one another', () => {
    const random = randomFrom(7)
    let taken = 0
    for (let round = 0; round < 3_000; round++) if (isTaken(madeText(random))) taken++
    // Where a mark stands is found wrong now and then, and the text parsed whole.
    expect(taken).toBeGreaterThan(1_000)
  })

  it.each(['\u00a0', '\u3000', '\u2003', '\u1680', '\u202f', '\u000b', '\u000c', '\ufeff'])(
    'has the tree of the whole one around a line with nothing but %j, which is no blank one',
    (blank) => {
      for (const [start, end] of ends) {
        const text = `${start}\n${blank}\n${plain}${end}\n\n${plain}\n\n${plain}, ${plain}\n`
        isTaken(text)
        isTaken(`${plain}\n\n${plain}, ${plain}\n\n${text}`)
      }
    },
  )

  it('has the tree of the whole one in every session of the fixtures', async () => {
    let taken = 0
    for (const {session, source} of await fixtureCases()) {
      if (source !== undefined) continue
      for (const text of textsOf(await fs.readJson(session))) if (isTaken(text)) taken++
    }
    expect(taken).toBeGreaterThan(20)
  })

  it.each(Object.entries({...known, ...own}))('comes to an end: %s', (_name, text) => {
    const short = shorten(text)
    if (short) expect(lengthen(short.text, short)).toBe(text)
  })

  it('is none where the text has signs of marks', () => {
    expect(shorten(`${plain.repeat(9)} \ue0000\ue001`)).toBeUndefined()
  })
})

/** Whether a text was parsed short; its tree must be that of the whole one then. */
function isTaken(text: string): boolean {
  const short = shorten(text)
  if (!short) return false
  expect(lengthen(short.text, short)).toBe(text)
  const tree = processor.parse(short.text)
  if (!lengthenTree(tree, short)) return false
  expect(withoutPlaces(tree), text).toEqual(withoutPlaces(processor.parse(text)))
  return true
}

function withoutPlaces(tree: Root): unknown {
  return JSON.parse(
    JSON.stringify(tree, (key, value: Nodes) => (key === 'position' ? undefined : value)),
  )
}

/** What begins in one line and ends in another. */
const ends = [
  ['<img src=x onerror=alert(1) title="', '" x yy>'],
  ['[click](javascript:alert(1) "t', '") and more words)'],
  ['![picture](https://a.example/b.png "t', '") and more words)'],
  ['`code', '`'],
  ['**bold', '**'],
] as const

const plain = 'a sentence of plain words, some of them long (all of them dull)'
const code = 'const words = ["first", `second`] // and a comment that is long <b> enough'

const fragments = [
  ...[plain, plain, `${plain}.`, `${plain}  `, `  ${plain}`, `Größe und Übermaß ${plain}`],
  ...[`# ${plain}`, `## ${plain} ##`, `${plain}\n===`, `${plain}\n---`, '---', '***', '+ '],
  ...[`- ${plain}`, `* ${plain}`, `1. ${plain}`, `2) ${plain}`, `   ${plain}`, `    ${plain}`],
  ...[
    `- [ ] ${plain}`,
    `- [x] ${plain}`,
    `> ${plain}`,
    `>${plain}`,
    `1986. ${plain}`,
    `\t${plain}`,
  ],
  ...[
    `**${plain}**`,
    `_${plain}_`,
    `a*${plain}*b`,
    `~~${plain}~~`,
    `snake_${plain}_case`,
    '`',
    '``',
  ],
  ...[
    `\`${plain}\``,
    `\`\` ${plain} \`\``,
    `\`\`\`ts\n${code}\n${code}\n\`\`\``,
    '```',
    '~~~',
    '````',
  ],
  ...[
    `\`\`\`\n${code}\n\n${plain}\n\`\`\``,
    `\`\`\`${plain}`,
    `~~~\n${plain}\n~~~`,
    `  \`\`\`\n${code}`,
  ],
  ...[
    `[${plain}](https://a.example/x "${plain}")`,
    `![${plain}](b.png)`,
    `[a\n${plain}]`,
    '[a]: /x',
  ],
  ...[
    `[a\n${plain}]: /x`,
    `[^1]: ${plain}`,
    `[^1]`,
    `[^1]: a\n\n    ${plain}`,
    '[a][b]',
    '](',
    ']:',
  ],
  ...[
    `[x](\n${plain}`,
    `"${plain}")`,
    '<div>',
    '</div>',
    '<!--',
    '-->',
    `<b\n${plain}>`,
    '<script>',
  ],
  ...[
    `<a href="${plain}">`,
    '</script>',
    '<https://a.example>',
    'https://a.example/x',
    'www.a.example',
  ],
  ...[
    'me@a.example',
    `${plain} me@a.example`,
    'http://',
    '&amp;',
    '&#65;',
    '\\',
    '\\*',
    `\\${plain}`,
  ],
  ...[
    `| a | ${plain} |\n| - | - |\n| ${plain} | b |`,
    `a | b\n--|--\n${plain} | ${plain}`,
    '|',
    '$x^2$',
  ],
  ...[
    `${plain}\u00a0${plain}`,
    `\u4f60\u597d\uff0c${plain}`,
    `\u{1f389} ${plain}`,
    `!${plain}`,
    ...['\u00a0', '\u3000', ' \u2003', '<img title="', '[a](/b "c', `${plain}" x>`],
    '![',
  ],
]

function madeText(random: () => number): string {
  const joints = ['\n', '\n\n', '\n\n', '\n\n\n', ' ', '', '\n \n', '\n> ', '\n- ', '\n  ']
  const count = 2 + Math.floor(random() * 9)
  const parts = Array.from({length: count}, () => pick(fragments, random) + pick(joints, random))
  return parts.join('') + pick(fragments, random)
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] as Item // The number is below the length.
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.length < 50_000 ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsOf)
}
