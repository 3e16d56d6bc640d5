import {describe, expect, it} from 'vitest'
import {patchLines} from '../../src/render/diff/hunks.js'
import {parsePatch} from '../../src/render/diff/parse.js'
import {diffTexts} from '../../src/render/diff/text-diff.js'
import {htmlText} from '../../src/render/html.js'
import {elementsOf, readPage, textOf} from './page-reader.js'

const show = (patch: string) => htmlText(patchLines(patch))
const of = (patch: string, tag: string) =>
  elementsOf(readPage(show(patch)))
    .filter((one) => one.tagName === tag)
    .map(textOf)

describe('a diff', () => {
  it('is one element a line, with numbers as attributes and words marked', () => {
    expect(
      show('@@ -3,2 +3,2 @@ function a() {\n same\n-const total = 1\n+const total = 2\n'),
    ).toBe(
      '<div class="sp-diff" dir="ltr"><p class="sp-hunk">lines 3–4 <code>function a() {</code></p>' +
        '<pre><code><span class="sp-l" data-o="3" data-n="3">same</span>\n' +
        '<del data-o="4">const total = <mark>1</mark></del>\n' +
        '<ins data-n="4">const total = <mark>2</mark></ins>\n</code></pre></div>',
    )
  })

  it.each([
    [
      'lines that look like headers',
      '@@ -1,2 +1,2 @@\n--- old\n+++ new\n@@ -9 +9 @@\n-a\n+b\n',
      ['-- old', 'a'],
      ['++ new', 'b'],
    ],
    ['empty context lines without their space', '@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n', ['b'], ['c']],
    ['no header at all', '-a\n+b\n', ['a'], ['b']],
    ['a header that is none', '@@ nonsense @@\n-a\n+b\n', ['a'], ['b']],
    ['blank changes', '@@ -1,2 +1,2 @@\n-\n-  \n+\n+\t\n', ['', '  '], ['', '\t']],
    ['markup', '@@ -1 +1 @@\n-<b>"x"</b>\n+<i>&amp;</i>\n', ['<b>"x"</b>'], ['<i>&amp;</i>']],
    ['git noise', '@@ -1 +1 @@\n-diff --git a/x b/x\n+*** x\n', ['diff --git a/x b/x'], ['*** x']],
  ])('keeps every changed line: %s', (_name, patch, deleted, inserted) => {
    expect(of(patch, 'del')).toEqual(deleted)
    expect(of(patch, 'ins')).toEqual(inserted)
  })

  it('counts lines after an empty context line', () => {
    const [hunk] = parsePatch('@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n')
    expect(hunk?.lines.at(-1)).toEqual({type: 'insert', text: 'c', new: 3})
  })

  it('says that a file has no newline at its end', () => {
    expect(show('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n')).toContain(
      '\\ No newline at end of file',
    )
  })

  it('ends on a line of 100,000 characters and on a hunk of 4,000 changes', () => {
    const words = 'word '.repeat(20_000)
    expect(of(`@@ -1 +1 @@\n-${words}\n+${words}!\n`, 'ins')).toEqual([`${words}!`])
    const many =
      Array.from({length: 4000}, (_, n) => `-a${n} x\n`).join('') +
      Array.from({length: 4000}, (_, n) => `+b${n} x\n`).join('')
    expect(of(`@@ -1,4000 +1,4000 @@\n${many}`, 'ins')).toHaveLength(4000)
  })

  it('is made of two texts where none was recorded', () => {
    expect(diffTexts('a\nb', 'a\nc')).toBe(' a\n-b\n+c\n')
    expect(diffTexts('', 'new\n')).toBe('+new\n')
    expect(diffTexts('same', 'same')).toBe(' same\n')
  })
})
