import {applyPatch, parsePatch, structuredPatch} from 'diff'
import {describe, expect, it} from 'vitest'
import {
  composeBudget,
  composePatches,
} from '../../src/sources/opencode/normalise/compose-patches.js'

const unended = '\\ No newline at end of file\n'

describe('patches of random edits, one after another', () => {
  it.each(Array.from({length: 40}, (_, index) => index))('give the last version (%i)', (seed) => {
    for (let round = 0; round < 25; round++) {
      const versions = randomVersions(numbers(seed * 1000 + round))
      const first = versions[0] ?? ''
      const last = versions.at(-1) ?? ''
      const patches = versions.slice(1).map((after, index) => hunksOf(versions[index] ?? '', after))
      const net = patches.reduce((all, patch) => composed(all, patch), '')
      expectPatch(net, first, last)
      expect(composed(net, inverse(net))).toBe('')
      // It makes no difference for the text which of them are put together first.
      expectPatch(
        patches.reduceRight((all, patch) => composed(patch, all), ''),
        first,
        last,
      )
    }
  })
})

describe('composePatches', () => {
  const lines = Array.from({length: 40}, (_, index) => `line ${index + 1}`)
  const text = textOf(lines)

  it('keeps what is far apart apart, with numbers of the first and the last version', () => {
    const middle = textOf(lines.with(4, 'five').toSpliced(5, 0, 'five and a half'))
    const after = middle.replace('line 30\n', '')
    expect(composed(hunksOf(text, middle), hunksOf(middle, after))).toBe(hunksOf(text, after))
  })

  it('joins hunks that touch, and shows context that only one of the patches knows', () => {
    const middle = textOf(lines.with(9, 'ten'))
    const after = middle.replace('line 17\n', 'seventeen\n')
    const net = composed(hunksOf(text, middle), hunksOf(middle, after))
    expect(net).toBe(hunksOf(text, after))
    expect(net.match(/^@@/gm)).toHaveLength(1)
  })

  it('has less context where the patches know less', () => {
    const first = '@@ -10,1 +10,1 @@\n-line 10\n+ten\n'
    const second = '@@ -12,1 +12,1 @@\n-line 12\n+twelve\n'
    expect(composed(first, second)).toBe(first + second)
  })

  it('lets lines vanish that were added and taken away again', () => {
    const first = hunksOf(text, textOf(lines.toSpliced(20, 0, 'one', 'two')))
    const second = hunksOf(
      textOf(lines.toSpliced(20, 0, 'one', 'two')),
      textOf(lines.toSpliced(20, 0, 'one')),
    )
    expect(composed(first, second)).toBe(hunksOf(text, textOf(lines.toSpliced(20, 0, 'one'))))
  })

  it('lets a line vanish that was taken away and added again at another place of the same lines', () => {
    const blanks = ['a', '', '', 'b']
    const first = '@@ -1,4 +1,3 @@\n a\n-\n \n b\n'
    const second = '@@ -1,3 +1,4 @@\n a\n \n+\n b\n'
    expect(applyPatch(textOf(blanks), first)).toBe('a\n\nb\n')
    expect(composed(first, second)).toBe('')
  })

  it.each([
    ['a newline taken from the end', 'x\ny\n', 'x\nY\n', 'x\nY'],
    ['a newline put at the end', 'x\ny', 'x\nY', 'x\nY\n'],
    ['a newline taken and put back', 'x\ny\n', 'x\ny', 'x\ny\n'],
    ['lines after an end without a newline', 'x\ny', 'x\ny\nz', 'x\ny\nz\nzz'],
    ['a change above an end without a newline', 'x\ny', 'X\ny', 'XX\ny'],
    ['carriage returns', 'x\r\ny\r\n', 'X\r\ny\r\n', 'X\ny\r\n'],
    ['a new file', '', 'x\ny\n', 'x\nY\n'],
    ['a file that is emptied', 'x\ny\n', 'X\ny\n', ''],
    ['a file that is emptied and filled', 'x\ny\n', '', 'x\nz\n'],
  ])('knows %s', (_, first, second, third) => {
    const net = composed(hunksOf(first, second), hunksOf(second, third))
    expect(net).toBe(hunksOf(first, third))
  })

  it.each([
    ['an unchanged line', '@@ -1,1 +1,1 @@\n-a\n+b\n', '@@ -1,2 +1,3 @@\n c\n+x\n d\n'],
    ['a deleted line', '@@ -1,1 +1,1 @@\n-a\n+b\n', '@@ -1,1 +0,0 @@\n-c\n'],
    ['the end of a line', `@@ -1,1 +1,1 @@\n-a\n+b\n${unended}`, '@@ -1,1 +1,1 @@\n-b\n+c\n'],
    ['where the file ends', `@@ -1,1 +1,1 @@\n-a\n+b\n${unended}`, '@@ -7,1 +7,1 @@\n-b\n+c\n'],
    ['how long a new file is', '@@ -0,0 +1,1 @@\n+b\n', '@@ -7,1 +7,1 @@\n-b\n+c\n'],
    ['that nothing is left', '@@ -1,1 +0,0 @@\n-a\n', '@@ -7,1 +7,1 @@\n-b\n+c\n'],
    ['that nothing was there', '@@ -7,1 +7,1 @@\n-b\n+c\n', '@@ -0,0 +1,1 @@\n+b\n'],
  ])('gives nothing when the two disagree about %s', (_, first, second) => {
    expect(composePatches(first, second)).toBeUndefined()
  })

  it.each([
    ['a placeholder', '[redacted:message-diff-patch:0]\n'],
    ['counts that lie', '@@ -1,3 +1,3 @@\n-a\n+b\n'],
    ['more lines than counted', '@@ -1,1 +1,1 @@\n-a\n+b\n+c\n'],
    ['hunks of several edits', '@@ -9,1 +9,2 @@\n i\n+j\n@@ -1,1 +1,1 @@\n-a\n+b\n'],
    ['hunks whose numbers do not go on', '@@ -1,1 +1,2 @@\n a\n+b\n@@ -9,1 +9,1 @@\n-i\n+j\n'],
    ['a file after the first', '@@ -1,1 +1,1 @@\n-a\n+b\ndiff --git a/x b/x\n'],
  ])('gives nothing for %s', (_, patch) => {
    expect(composePatches(patch, '')).toBeUndefined()
    expect(composePatches('', patch)).toBeUndefined()
  })

  it('finds the indentation that patches lost, each another one, when it is told so', () => {
    const text = 'f()\n    if (a)\n        b()\n\n        c()\n    d()\n'
    const first = '@@ -2,2 +2,2 @@\n if (a)\n-    b()\n+    B()\n'
    const second = '@@ -3,3 +3,3 @@\n B()\n \n-c()\n+C()\n'
    const third = '@@ -5,2 +5,2 @@\n     C()\n-d()\n+D()\n'
    const whole = '@@ -1,2 +1,2 @@\n-f()\n+F()\n     if (a)\n'
    const options = {budget: composeBudget(), areDedented: true}
    expect(composePatches(first, second)).toBeUndefined()
    const one = composePatches(first, second, options) ?? ''
    const two = composePatches(one, third, options) ?? ''
    expect(two).toBe(
      '@@ -2,5 +2,5 @@\n if (a)\n-    b()\n+    B()\n \n-    c()\n-d()\n+    C()\n+D()\n',
    )
    expect(applyPatch(text, composePatches(two, whole, options) ?? '')).toBe(
      'F()\n    if (a)\n        B()\n\n        C()\n    D()\n',
    )
    expect(composePatches(first, '@@ -3,1 +3,1 @@\n-c()\n+C()\n', options)).toBeUndefined()
  })

  it('stops at its limit', () => {
    const patch = '@@ -1,1 +1,1 @@\n-a\n+a\n'
    const budget = {...composeBudget(), lines: 20}
    expect(composePatches(patch, patch, {budget})).toBe('')
    expect(composePatches(patch, patch, {budget})).toBe('')
    expect(composePatches(patch, patch, {budget})).toBeUndefined()
  })

  it('takes its time from its limits, not from the square of the lines', () => {
    const many = Array.from({length: 100_000}, (_, index) => `line ${index}`)
    const others = many.map((line) => `another ${line}`)
    const first = `@@ -0,0 +1,${many.length} @@\n+${many.join('\n+')}\n`
    const second = `@@ -1,${many.length} +1,${others.length} @@\n-${many.join('\n-')}\n+${others.join('\n+')}\n`
    const net = composed(first, second)
    expect(net.length).toBeGreaterThan(first.length)
    expect(composed(second, inverse(second))).toBe('')
    expect(composed(inverse(first), `@@ -0,0 +1,1 @@\n+x\n`)).toContain(' +1,1 @@\n-line 0\n')
  }, 30_000)
})

function composed(first: string, second: string): string {
  return composePatches(first, second) ?? 'They do not fit.'
}

/** Hunks with three lines of context, as they stand in a `FileDiff`. */
function hunksOf(before: string, after: string): string {
  const {hunks} = structuredPatch('a', 'a', before, after, '', '', {context: 3})
  const texts = hunks.flatMap(({oldStart, oldLines, newStart, newLines, lines}) => {
    // The package counts an empty side from the line after it.
    const left = oldLines === 0 ? oldStart - 1 : oldStart
    const right = newLines === 0 ? newStart - 1 : newStart
    return [`@@ -${left},${oldLines} +${right},${newLines} @@`, ...lines]
  })
  return textOf(texts)
}

function inverse(patch: string): string {
  return patch.replace(/^(?:@@ -(\S+) \+(\S+) @@|[+-])/gm, (start, before, after) => {
    if (before !== undefined) return `@@ -${after} +${before} @@`
    return start === '+' ? '-' : '+'
  })
}

function textOf(lines: string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

/** Checked by the numbers, because the package that applies it looks for lines that are elsewhere. */
function expectPatch(patch: string, before: string, after: string): void {
  const length = before === '' ? 0 : before.replace(/\n$/, '').split('\n').length
  for (const {oldStart, newStart, oldLines, newLines, lines} of parsePatch(patch)[0]?.hunks ?? []) {
    const texts = lines.filter((line) => !line.startsWith('\\'))
    const left = texts.filter((line) => !line.startsWith('+')).map((line) => line.slice(1))
    const right = texts.filter((line) => !line.startsWith('-')).map((line) => line.slice(1))
    expect(before.split('\n').slice(oldStart - 1, oldStart - 1 + oldLines)).toEqual(left)
    expect(after.split('\n').slice(newStart - 1, newStart - 1 + newLines)).toEqual(right)
    const above = texts.findIndex((line) => !line.startsWith(' '))
    const below = texts.length - 1 - texts.findLastIndex((line) => !line.startsWith(' '))
    expect(above).toBe(Math.min(3, oldStart - 1 + above))
    expect(below).toBe(Math.min(3, length - (oldStart - 1 + oldLines - below)))
  }
  expect(applyPatch(before, patch)).toBe(after)
}

/** Three to seven versions of a file of few different lines, so that many are alike. */
function randomVersions(random: () => number): string[] {
  const upTo = (limit: number) => Math.floor(random() * limit)
  const words = 2 + upTo(30)
  const some = (length: number) => Array.from({length}, () => `${upTo(words)}`)
  let lines = some(Math.floor(random() ** 2 * 120))
  let isEnded = random() < 0.8
  return Array.from({length: 3 + upTo(5)}, () => {
    const version = lines.join('\n') + (isEnded && lines.length > 0 ? '\n' : '')
    if (random() < 0.1) lines = []
    for (let edits = upTo(6); edits > 0; edits--) {
      lines = lines.toSpliced(upTo(lines.length + 1), upTo(5), ...some(upTo(5)))
    }
    if (random() < 0.15) isEnded = !isEnded
    return version
  })
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
