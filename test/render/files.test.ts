import {describe, expect, it} from 'vitest'
import {fileIDs} from '../../src/render/diff/file-id.js'
import {treeOf} from '../../src/render/diff/tree.js'
import {markupOf} from '../../src/render/flow.js'
import {htmlText} from '../../src/render/html.js'
import {filesHead} from '../../src/render/page/files.js'
import type {FileDiff} from '../../src/session/model.js'
import {elementsOf, faultsOf, ofClass, readPage, textOf} from './page-reader.js'
import {aDiff, aSession} from './sample-session.js'
import {render} from './test-context.js'

const added = (path: string, lines: number) =>
  aDiff(path, `@@ -0,0 +1,${lines} @@\n${'+x\n'.repeat(lines)}`, {status: 'added'})

const pageOf = async (diffs: FileDiff[]) => (await render(aSession({diffs}))).page

describe('ids of files', () => {
  it('are a hash of the path, so that links outlive another share', () => {
    // Published test vectors of FNV-1a with 32 bits.
    expect(fileIDs([aDiff('a', ''), aDiff('foobar', '')])).toEqual(['f-e40c292c', 'f-bf9cf968'])
    expect(fileIDs([aDiff('b', ''), aDiff('foobar', '')])[1]).toBe('f-bf9cf968')
    expect(fileIDs([aDiff('ünï/😀', '')])[0]).toMatch(/^f-[0-9a-f]{8}$/)
  })

  it('are told apart where two paths are the same', () => {
    expect(fileIDs([aDiff('a', ''), aDiff('a', '')])).toEqual(['f-e40c292c', 'f-e40c292c-2'])
  })
})

describe('the tree of files', () => {
  const outline = (paths: string[]) => {
    const lines: string[] = []
    const write = (nodes: ReturnType<typeof treeOf<string>>, depth: number) => {
      for (const node of nodes) {
        lines.push(`${' '.repeat(depth)}${node.name}${node.type === 'folder' ? '/' : ''}`)
        if (node.type === 'folder') write(node.items, depth + 1)
      }
    }
    write(
      treeOf(paths, (path) => path),
      0,
    )
    return lines
  }

  it('has folders first, in the order of code units, and joins those that hold one folder', () => {
    const paths = [
      'README.md',
      'src/b.ts',
      'src/cart/deep/x.ts',
      'src/a.ts',
      'Z.md',
      'doc/one/a.md',
    ]
    expect(outline(paths)).toEqual([
      ...['doc/one/', ' a.md'],
      ...['src/', ' cart/deep/', '  x.ts', ' a.ts', ' b.ts'],
      ...['README.md', 'Z.md'],
    ])
    expect(outline([...paths].reverse())).toEqual(outline(paths))
  })

  it('takes paths that nobody would write', () => {
    expect(outline(['/etc/passwd'])).toEqual(['/etc/', ' passwd'])
    expect(outline(['', 'a', 'a/', 'a/b', '__proto__/constructor'])).toEqual([
      ...['__proto__/', ' constructor', 'a/', ' ', ' b', '', 'a'],
    ])
    const deep = `${'d/'.repeat(100_000)}x`
    expect(outline([deep])).toHaveLength(2)
    const ladder = Array.from({length: 60}, (_, n) => `${'d/'.repeat(n)}x`)
    expect(Math.max(...outline(ladder).map((line) => line.search(/\S/)))).toBe(12)
  })

  it('links every file', () => {
    const session = aSession({diffs: [aDiff('src/a.ts', '@@ -1 +1 @@\n-a\n+b\n')]})
    const ids = fileIDs(session.diffs)
    expect(htmlText(markupOf(filesHead(session, ids)))).toContain(`href="#${ids[0]}"`)
  })

  it('is a list with an end where there are very many files', async () => {
    const page = await pageOf(Array.from({length: 420}, (_, n) => added(`src/${n}/x.ts`, 1)))
    const [tree] = ofClass(readPage(page), 'sp-tree')
    expect(tree && elementsOf(tree).filter(({tagName}) => tagName === 'a')).toHaveLength(300)
    expect(tree && textOf(tree)).toContain('Not listed here: 120 more files.')
    expect(ofClass(readPage(page), 'sp-file')).toHaveLength(420)
    expect(faultsOf(page)).toEqual([])
  })
})

describe('the files of a session', () => {
  const openOf = (page: string) =>
    ofClass(readPage(page), 'sp-file').map((file) =>
      elementsOf(file).some(({tagName, properties}) => tagName === 'details' && properties.open),
    )

  it('stand open until 400 lines are shown', async () => {
    const page = await pageOf([added('a', 300), added('b', 90), added('c', 90), added('d', 1)])
    expect(openOf(page)).toEqual([true, true, false, false])
  })

  it('are folded and flagged where they are large', async () => {
    const page = await pageOf([added('a', 500), added('b', 10)])
    expect(openOf(page)).toEqual([false, true])
    const [large] = ofClass(readPage(page), 'sp-file')
    expect(large && ofClass(large, 'sp-flag').map(textOf)).toEqual(['added', 'large'])
    expect(large && textOf(large)).toContain('A large change of 500 lines.')
  })

  it('say what became of each file', async () => {
    const page = await pageOf([
      aDiff('new/name.ts', '', {status: 'renamed', oldPath: 'old/name.ts'}),
      aDiff('logo.png', '', {isBinary: true, status: 'added'}),
      aDiff('gone.ts', '@@ -1,3 +0,0 @@\n-a\n-b\n-c\n', {status: 'deleted'}),
      aDiff('half.ts', '@@ -1 +1,2 @@\n-a\n+b\n+c\n'),
    ])
    const files = ofClass(readPage(page), 'sp-file')
    const heads = files.map((file) => {
      const [line] = elementsOf(file).filter(({tagName}) => tagName === 'summary')
      return line && textOf(line).replace(/\s+/g, ' ').trim()
    })
    expect(heads).toEqual([
      'old/name.ts → new/name.ts renamed',
      'logo.png added binary',
      'gone.ts deleted −3',
      'half.ts +2 −1',
    ])
    const squares = files.map((file) => ofClass(file, 'sp-counts')[0]?.properties.dataP)
    expect(squares).toEqual([undefined, undefined, '0', '3'])
    expect(faultsOf(page)).toEqual([])
  })

  it('keep one column where only one side has lines', async () => {
    const page = await pageOf([added('a.ts', 2), aDiff('b.ts', '@@ -1 +1 @@\n-a\n+b\n')])
    const nets = ofClass(readPage(page), 'sp-net').map(({properties}) => properties.className)
    expect(nets).toEqual([
      ['sp-diff', 'sp-net', 'sp-one'],
      ['sp-diff', 'sp-net'],
    ])
  })

  it('can be switched between two views, but only by a script', async () => {
    const [choice] = ofClass(readPage(await pageOf([added('a.ts', 2)])), 'sp-files-toggle')
    expect(choice?.properties.className).toContain('sp-js-only')
    const radios = choice ? elementsOf(choice).filter(({tagName}) => tagName === 'input') : []
    expect(radios.map(({properties}) => [properties.id, properties.checked])).toEqual([
      ['sp-diff-unified', true],
      ['sp-diff-split', undefined],
    ])
    expect(await pageOf([aDiff('a.png', '', {isBinary: true})])).not.toContain('id="sp-diff-split"')
  })

  it('stay text, whatever their paths hold', async () => {
    const paths = [
      '"><script>alert(1)</script>',
      '" onmouseover="alert(1)',
      '../../<img src=x onerror=alert(1)>/\u202egnp.exe',
      'a\\b\\c.ts',
      '   ',
      '',
    ]
    const page = await pageOf(paths.map((path) => added(path, 1)))
    expect(faultsOf(page)).toEqual([])
    const text = textOf(readPage(page))
    for (const path of paths.slice(0, 2)) expect(text).toContain(path)
    expect(text).toContain('U+202Egnp.exe')
  })
})
