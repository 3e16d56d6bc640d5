import {createTwoFilesPatch, parsePatch} from 'diff'
import {describe, expect, it} from 'vitest'
import {diffBudget, patchOfTexts} from '../../src/sources/opencode/before-after.js'
import {trimPatch} from '../../src/sources/opencode/trim-patch.js'

const before = numbered(100)
const after = before
  .replace('line 10\n', 'LINE 10\n')
  .replace('line 13\n', '')
  .replace('line 60\n', 'line 60\nline 60a\nline 60b\n')
// OpenCode's own patches end these two lines with a tab.
const whole = createTwoFilesPatch('a.ts', 'a.ts', before, after, '', '', {
  context: 1e9,
}).replaceAll(/^(?:---|\+\+\+) .*$/gm, '$&\t')

describe('a patch with the whole file in it', () => {
  const trimmed = trimPatch(whole)

  it('keeps three lines around each change, with right numbers', () => {
    const hunks = parsePatch(trimmed)[0]?.hunks ?? []
    expect(
      hunks.map(({oldStart, oldLines, newStart, newLines}) => [
        oldStart,
        oldLines,
        newStart,
        newLines,
      ]),
    ).toEqual([
      [7, 10, 7, 9],
      [58, 6, 57, 8],
    ])
    expect(trimmed).not.toContain('line 30')
  })

  it('equals what a client with three lines of context would have written', () => {
    const right = createTwoFilesPatch('a.ts', 'a.ts', before, after, '', '', {context: 3})
    expect(hunksOf(trimmed)).toBe(hunksOf(right))
  })

  it('no longer claims to be complete', () => {
    expect(whole).toMatch(/^--- a\.ts\t$/m)
    expect(trimmed).toMatch(/^--- a\.ts$/m)
  })

  it('stays the same when trimmed again', () => {
    expect(trimPatch(trimmed)).toBe(trimmed)
  })
})

describe('trimPatch', () => {
  it.each([
    ['a new file', createTwoFilesPatch('a', 'a', '', 'x\ny\n', '', '')],
    ['a deleted file', createTwoFilesPatch('a', 'a', 'x\ny\n', '', '', '')],
    ['a file without a newline at its end', createTwoFilesPatch('a', 'a', 'x\ny', 'x\nz', '', '')],
    ['a placeholder of --sanitize', '[redacted:message-diff-patch:0]'],
    ['nothing', ''],
    [
      'a binary file of git',
      'diff --git a/x b/x\nindex 1..2 100644\nBinary files a/x and b/x differ\n',
    ],
    ['a rename', 'diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n'],
  ])('leaves %s as it is', (_what, patch) => {
    expect(trimPatch(patch)).toBe(patch)
  })

  it('trims every file of a text with several', () => {
    const trimmed = trimPatch(`${whole}\n${whole}`)
    expect(trimmed).not.toContain('line 30')
    expect(trimmed.match(/^@@/gm)).toHaveLength(4)
    expect(trimmed.match(/^Index: |^=====/gm)?.length ?? 0).toBeGreaterThan(0)
  })

  it('gives no hunk for a file that did not change', () => {
    const patch = `Index: a\n===================================================================\n--- a\n+++ a\n@@ -1,100 +1,100 @@\n${before.replaceAll(/^/gm, ' ').trimEnd()}\n`
    expect(trimPatch(patch)).not.toContain('line')
  })

  it('keeps a changed line that looks like a header', () => {
    const patch = createTwoFilesPatch('a', 'a', '-- x\n@@ -1 +1 @@\n', '++ y\n', '', '')
    expect(trimPatch(patch)).toBe(patch)
  })

  it('keeps carriage returns', () => {
    const patch = createTwoFilesPatch('a', 'a', 'x\r\ny\r\n', 'x\r\nz\r\n', '', '')
    expect(trimPatch(patch)).toContain(' x\r\n-y\r\n+z\r\n')
  })

  it('does not let a whole file through that is called a patch', () => {
    expect(trimPatch(before)).not.toContain('line 30')
    expect(trimPatch(`--- a\n+++ a\n${before}`)).not.toContain('line 30')
    expect(trimPatch(`@@ -1,1 +1,1 @@\n-x\n+y\n${before}`)).not.toContain('line 30')
  })

  it('takes time in proportion to the length', () => {
    const lines = 300_000
    const text = numbered(lines)
    const patch = `--- a\n+++ a\n@@ -1,${lines} +1,${lines + 1} @@\n${text.replaceAll(/^(?=.)/gm, ' ')}+end\n`
    const started = performance.now()
    expect(trimPatch(patch).split('\n')).toHaveLength(8)
    expect(performance.now() - started).toBeLessThan(6000)
  })
})

describe('texts before and after', () => {
  it.each([
    ['a change', before, after],
    ['a new file', '', 'x\n'],
    ['a deleted file', 'x\n', ''],
    ['a newline more at the end', 'x', 'x\n'],
    ['a newline less at the end', 'a\nb\nx\n', 'a\nb\nx'],
    ['a repeated line', 'x\nx\nx\n', 'x\nx\n'],
  ])('become the patch that the client would have written: %s', (_what, old, now) => {
    const right = createTwoFilesPatch('a', 'a', old, now, '', '', {context: 3})
    const made = patchOfTexts('a', old, now, diffBudget())
    expect(hunksOf(made.patch)).toBe(hunksOf(right))
    const count = (sign: string) =>
      hunksOf(right)
        .split('\n')
        .filter((line) => line.startsWith(sign)).length
    expect([made.additions, made.deletions]).toEqual([count('+'), count('-')])
  })

  it('are nothing where they are equal', () => {
    const made = patchOfTexts('a', before, before, diffBudget())
    expect(made).toEqual({patch: '', additions: 0, deletions: 0})
  })

  it('that have nothing in common are one block for another, by count and not by clock', () => {
    const old = numbered(5000)
    const now = numbered(5000, 'other')
    const middle = `same\n${old}same\n`
    const made = patchOfTexts('a', middle, `same\n${now}same\n`, diffBudget())
    expect(made.patch.match(/^@@/gm)).toHaveLength(1)
    expect([made.additions, made.deletions]).toEqual([5000, 5000])
  })

  it('cost little even when there are many that differ much', () => {
    const old = numbered(1500)
    const now = Array.from({length: 1500}, (_, index) =>
      index % 2 ? `line ${index}\n` : `${index}\n`,
    ).join('')
    const budget = diffBudget()
    const started = performance.now()
    for (let count = 0; count < 300; count++) patchOfTexts('a', old, `${now}${count}`, budget)
    expect(performance.now() - started).toBeLessThan(15_000)
  })
})

function numbered(count: number, word = 'line'): string {
  return Array.from({length: count}, (_, index) => `${word} ${index + 1}\n`).join('')
}

function hunksOf(patch: string): string {
  const start = patch.indexOf('@@')
  return start < 0 ? '' : patch.slice(start)
}
