import {expect, it} from 'vitest'
import {htmlText} from '../../src/render/html.js'
import {netNote} from '../../src/render/page/net-note.js'
import type {FileDiff} from '../../src/session/model.js'

it('names the files whose net change is not known', () => {
  expect(noteOf(diff('a.ts'), diff('b.ts'))).toBe('')
  expect(noteOf(diff('a.ts'), diff('b.ts', {isLaterOnly: true}))).toBe(
    'Only the last change of b.ts is shown; the earlier ones stand with their turns.',
  )
  const summed = ['a', 'b', 'c', 'd', 'e'].map((path) => diff(path, {isSummed: true}))
  expect(noteOf(...summed)).toBe(
    'The edits of a, b, c and 2 more files stand one after another, because they could not be put together.',
  )
})

function noteOf(...diffs: FileDiff[]): string {
  const note = netNote(diffs)
  return note ? htmlText(note).replace(/<[^>]*>/g, '') : ''
}

function diff(path: string, marks: Partial<FileDiff> = {}): FileDiff {
  return {
    path,
    status: 'modified',
    isBinary: false,
    additions: 1,
    deletions: 0,
    patch: '@@ -1,0 +2,1 @@\n+x\n',
    ...marks,
  }
}
