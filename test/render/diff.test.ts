import {describe, expect, it} from 'vitest'
import {createColourer} from '../../src/render/code/colourer.js'
import {diffBody} from '../../src/render/diff/file-diff.js'
import {type PatchOptions, patchLines} from '../../src/render/diff/hunks.js'
import {parsePatch} from '../../src/render/diff/parse.js'
import {diffTexts} from '../../src/render/diff/text-diff.js'
import {htmlText} from '../../src/render/html.js'
import {newPageState, rootScope} from '../../src/render/scope.js'
import {elementsOf, ofClass, readPage, textOf} from './page-reader.js'
import {aDiff, aSession} from './sample-session.js'
import {aContext, filled, somePieces} from './test-context.js'

const colour = createColourer()

const show = async (patch: string, options: Partial<PatchOptions> = {}) =>
  htmlText(await patchLines(patch, {colour, ...options}))
const of = async (patch: string, tag: string) =>
  elementsOf(readPage(await show(patch)))
    .filter((one) => one.tagName === tag)
    .map(textOf)

describe('a diff', () => {
  it('is one element a line, with numbers as attributes and words marked', async () => {
    expect(
      await show('@@ -3,2 +3,2 @@ function a() {\n same\n-const total = 1\n+const total = 2\n'),
    ).toBe(
      '<p class="sp-gap">2 unchanged lines <code>function a() {</code></p><pre><code>' +
        '<span class="sp-b"><samp data-o="3" data-n="3">same</samp>\n</span>' +
        '<span class="sp-b"><del data-o="4">const total = <mark>1</mark></del>\n' +
        '<ins data-n="4">const total = <mark>2</mark></ins>\n</span></code></pre>',
    )
  })

  it('has one block a stretch: unchanged lines, or deletions with their insertions', async () => {
    const patch = '@@ -1,5 +1,5 @@\n a\n b\n-c\n-d\n+e\n-f\n+g\n+h\n'
    const blocks = ofClass(readPage(await show(patch)), 'sp-b').map(textOf)
    expect(blocks).toEqual(['a\nb\n', 'c\nd\ne\n', 'f\ng\nh\n'])
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
  ])('keeps every changed line: %s', async (_name, patch, deleted, inserted) => {
    expect(await of(patch, 'del')).toEqual(deleted)
    expect(await of(patch, 'ins')).toEqual(inserted)
  })

  it('counts lines after an empty context line', () => {
    const [hunk] = parsePatch('@@ -1,3 +1,3 @@\n a\n\n-b\n+c\n')
    expect(hunk?.lines.at(-1)).toEqual({type: 'insert', text: 'c', new: 3})
  })

  it('says that a file has no newline at its end', async () => {
    expect(await show('@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n')).toContain(
      '\\ No newline at end of file',
    )
  })

  it('ends on a line of 100,000 characters and on a hunk of 4,000 changes', async () => {
    const words = 'word '.repeat(20_000)
    expect(await of(`@@ -1 +1 @@\n-${words}\n+${words}!\n`, 'ins')).toEqual([`${words}!`])
    const many =
      Array.from({length: 4000}, (_, n) => `-a${n} x\n`).join('') +
      Array.from({length: 4000}, (_, n) => `+b${n} x\n`).join('')
    expect(await of(`@@ -1,4000 +1,4000 @@\n${many}`, 'ins')).toHaveLength(4000)
  })

  it('is made of two texts where none was recorded', () => {
    expect(diffTexts('a\nb', 'a\nc')).toBe(' a\n-b\n+c\n')
    expect(diffTexts('', 'new\n')).toBe('+new\n')
    expect(diffTexts('same', 'same')).toBe(' same\n')
  })
})

describe('what a diff leaves out', () => {
  const gaps = async (patch: string, options: Partial<PatchOptions> = {}) =>
    ofClass(readPage(await show(patch, options)), 'sp-gap').map(textOf)

  it.each([
    ['nothing, from the first line on', '@@ -1 +1 @@\n-a\n+b\n', []],
    ['the start', '@@ -10,2 +10,2 @@\n a\n-b\n+c\n', ['9 unchanged lines']],
    [
      'what lies between two hunks',
      '@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -10 +11 @@\n-d\n+e\n',
      ['7 unchanged lines'],
    ],
    ['one line', '@@ -2 +2 @@\n-a\n+b\n', ['1 unchanged line']],
    ['nothing of a new file', '@@ -0,0 +1,2 @@\n+a\n+b\n', []],
    ['nothing of a deleted file', '@@ -1,2 +0,0 @@\n-a\n-b\n', []],
    ['lines before hunks without context', '@@ -5,0 +6,1 @@\n+a\n', ['5 unchanged lines']],
    ['a name alone, where no line is left out', '@@ -1 +1 @@ f()\n-a\n+b\n', [' f()']],
  ])('says %s', async (_name, patch, expected) => {
    expect(await gaps(patch)).toEqual(expected)
  })

  it.each([
    ['numbers that contradict each other', '@@ -9 +12 @@\n-a\n+b\n', ['from line 12']],
    ['hunks that overlap', '@@ -1,2 +1,2 @@\n a\n-b\n+c\n@@ -1 +1 @@\n-d\n+e\n', ['from line 1']],
    ['numbers past counting', `@@ -${'9'.repeat(40)} +1 @@\n-a\n+b\n`, []],
    ['no numbers', '-a\n+b\n', []],
  ])('promises nothing for %s', async (_name, patch, expected) => {
    expect(await gaps(patch)).toEqual(expected)
  })

  it('promises nothing between hunks of several edits', async () => {
    const patch = '@@ -1 +1 @@\n-a\n+b\n@@ -9 +9 @@\n-c\n+d\n'
    expect(await gaps(patch)).toEqual(['7 unchanged lines'])
    expect(await gaps(patch, {isSummed: true})).toEqual(['from line 1', 'from line 9'])
  })
})

describe('colours of a diff', () => {
  const ts = {language: 'typescript'}
  const linesOf = (page: string) =>
    elementsOf(readPage(page))
      .filter(({tagName}) => ['samp', 'del', 'ins'].includes(tagName))
      .map(textOf)

  it('colour each side as the text that it is', async () => {
    const page = await show('@@ -1,2 +1,2 @@\n-/* old\n+const a = "x"\n const b = 1\n', ts)
    expect(page).toContain('<del data-o="1"><var>/* old</var></del>')
    expect(page).toContain('<ins data-n="1"><b>const</b> a = <u>"x"</u></ins>')
    // On the old side this line is inside of the comment; the new side decides.
    expect(page).toContain('<samp data-o="2" data-n="2"><b>const</b> b = <i>1</i></samp>')
  })

  it('colour unchanged lines by the old side where nothing was inserted', async () => {
    const page = await show('@@ -1,2 +1 @@\n const a = 1\n-const b = 2\n', ts)
    expect(page).toContain('<samp data-o="1" data-n="1"><b>const</b> a = <i>1</i></samp>')
  })

  it('stand inside of marks, and a word in two colours is two', async () => {
    expect(await show('@@ -1 +1 @@\n-let total = "red"\n+let total = "dark red"\n', ts)).toContain(
      '<ins data-n="1"><b>let</b> total = <u>"</u><mark><u>dark</u> </mark><u>red"</u></ins>',
    )
  })

  it('keep every character, whatever is marked and coloured', async () => {
    const lines = [
      'const total = items.reduce((sum, {price}) => sum + price, 0) // all of "them"',
      'const total = lines.reduce((all, {price}) => all + price * 2, 0) // each of `them`',
      '  return `a {b} c` && /x<y>/g.test("\u202e&amp;")',
      '  return `a {bb} d` || /x<z>/u.test("\u202e&lt;")',
      '\t\t  ',
      '\t  ',
      'export default {a: 1n, ünï: "😀 emoji", "ключ": null}  ',
      'export default {a: 2n, ünï: "😁 emoji", "ключ": true}   ',
    ]
    const old = lines.filter((_, index) => index % 2 === 0)
    const now = lines.filter((_, index) => index % 2 === 1)
    const patch = `@@ -1,4 +1,4 @@\n${old.map((line) => `-${line}\n`).join('')}${now.map((line) => `+${line}\n`).join('')}`
    const shown = linesOf(await show(patch, ts)).map((line) => line.replace('U+202E', '\u202e'))
    expect(shown).toEqual([...old, ...now])
  })

  it('have no white space at their ends', async () => {
    const page = await show('@@ -1 +1 @@\n-  const a = 1  // x  \n+  const a = 2  // y  \n', ts)
    expect(page).not.toMatch(/<(b|u|var|em|i)>\s|\s<\/(b|u|var|em|i)>/)
  })

  it('end with Windows newlines, empty lines and no newline at the end', async () => {
    const patch = '@@ -1,3 +1,3 @@\r\n const a = 1\r\n \r\n-x\r\n+y\r\n\\ No newline at end of file'
    expect(linesOf(await show(patch, ts))).toEqual([
      'const a = 1',
      '',
      'x',
      'y',
      '\\ No newline at end of file',
    ])
  })

  it('stay up to 400 lines where the budget of the page is spent, and not beyond', async () => {
    const added = (lines: number, text: string) =>
      `@@ -0,0 +1,${lines} @@\n${`+const ${text} = 1\n`.repeat(lines)}`
    const pieces = somePieces({budget: {others: 0}})
    const shown = async (patch: string) => {
      const [markup] = await filled([pieces.show({type: 'patch', patch, ...ts})], pieces)
      return markup
    }
    expect((await shown(added(400, 'a')))?.split('<b>')).toHaveLength(401)
    expect(await shown(added(401, 'b'))).not.toContain('<b>')
  })

  it('are plain for a language that nobody knows', async () => {
    expect(await show('@@ -1 +1 @@\n-a\n+const\n', {language: 'none'})).toContain('>const</ins>')
  })
})

describe('a diff on the page', () => {
  const bodyOf = async (patch: string, given: Parameters<typeof aContext>[0] = {}) => {
    const {context, files} = await aContext(given)
    const session = aSession()
    const scope = rootScope(session, context, newPageState(), function* () {})
    const [page = ''] = await filled([diffBody(aDiff('src/a.ts', patch), scope)], context.pieces)
    return {page, files, scope, context}
  }

  it('shows beginning and end of more than 1,500 lines, and keeps the whole as a file', async () => {
    const line = (n: number) => (n % 3 === 0 ? `+new ${n}\n` : ` same ${n}\n`)
    const patch = `@@ -1,1334 +1,2000 @@\n${Array.from({length: 2000}, (_, n) => line(n)).join('')}`
    const {page, files} = await bodyOf(patch)
    expect([...files.values()]).toEqual([patch])
    expect(page).toContain(`<a href="${[...files.keys()][0]}">The whole diff is a file</a>`)
    const lines = elementsOf(readPage(page)).filter(({tagName}) =>
      ['samp', 'ins'].includes(tagName),
    )
    expect(lines).toHaveLength(499)
    // The end goes on with its own numbers, and promises nothing about what lies before it.
    expect(page).toContain('<samp data-o="1333" data-n="2000">')
    expect(page).not.toContain('sp-gap')
    expect(page).toContain('data-w="4"')
  })

  it('is whole where the page stands alone', async () => {
    const patch = `@@ -0,0 +1,2000 @@\n${'+x\n'.repeat(2000)}`
    const {page, files} = await bodyOf(patch, {
      limits: {diffLines: Number.POSITIVE_INFINITY, text: Number.POSITIVE_INFINITY},
    })
    expect(files.size).toBe(0)
    expect(page.split('<ins')).toHaveLength(2001)
  })

  it('keeps the signs of a line that is cut in two', async () => {
    const patch = `@@ -0,0 +1,3 @@\n+a\n+${'x'.repeat(60_000)}\n+${'y'.repeat(60_000)}\n`
    const {page} = await bodyOf(patch, {limits: {text: 1000}})
    expect(elementsOf(readPage(page)).filter(({tagName}) => tagName === 'samp')).toEqual([])
  })

  it('is made once, however often it is shown', async () => {
    const {page, scope, context} = await bodyOf('@@ -1 +1 @@\n-const a = 1\n+const a = 2\n')
    const again = diffBody(aDiff('src/b.ts', '@@ -1 +1 @@\n-const a = 1\n+const a = 2\n'), scope)
    expect(await filled([again], context.pieces)).toEqual([page])
    expect(context.pieces.work).toMatchObject({asked: 2, again: 1, made: 1})
  })
})
