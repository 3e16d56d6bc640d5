import {describe, expect, it} from 'vitest'
import type {FileDiff} from '../../src/session/model.js'
import {composeBudget} from '../../src/sources/opencode/normalise/compose-patches.js'
import {netDiffs} from '../../src/sources/opencode/normalise/net-diffs.js'

const added = diff('added', '@@ -0,0 +1,2 @@\n+a\n+b\n')
const modified = diff('modified', '@@ -1,2 +1,2 @@\n-a\n+A\n b\n')
const back = diff('modified', '@@ -1,2 +1,2 @@\n-A\n+a\n b\n')
const deleted = diff('deleted', '@@ -1,2 +0,0 @@\n-A\n-b\n')
const renamed = {...diff('renamed', ''), path: 'new.txt', oldPath: 'file.txt'}
const binary = {...diff('modified', ''), isBinary: true}

describe('two changes of a file', () => {
  it.each<[string, FileDiff[], FileDiff[]]>([
    ['added, then modified', [added, modified], [diff('added', '@@ -0,0 +1,2 @@\n+A\n+b\n')]],
    ['added, modified and deleted', [added, modified, deleted], []],
    ['modified, then deleted', [modified, deleted], [diff('deleted', '@@ -1,2 +0,0 @@\n-a\n-b\n')]],
    ['modified, and changed back', [modified, back], []],
    ['deleted, then added', [deleted, added], [diff('modified', '@@ -1,2 +1,2 @@\n-A\n+a\n b\n')]],
    ['deleted, then added as it was', [deleted, added, modified], []],
    [
      'modified, then renamed',
      [modified, renamed],
      [{...modified, ...names('new.txt', 'file.txt'), status: 'renamed'}],
    ],
    [
      'renamed, then modified',
      [renamed, {...modified, path: 'new.txt'}],
      [{...modified, ...names('new.txt', 'file.txt'), status: 'renamed'}],
    ],
    [
      'renamed twice',
      [renamed, {...renamed, ...names('third.txt', 'new.txt')}],
      [{...renamed, ...names('third.txt', 'file.txt')}],
    ],
    ['renamed, and renamed back', [renamed, {...renamed, ...names('file.txt', 'new.txt')}], []],
    [
      'renamed, modified and renamed back',
      [renamed, {...modified, path: 'new.txt'}, {...renamed, ...names('file.txt', 'new.txt')}],
      [modified],
    ],
    ['added, then renamed', [added, renamed], [{...added, path: 'new.txt'}]],
    ['renamed, then deleted', [renamed, {...deleted, path: 'new.txt'}], [deleted]],
    ['binary, twice', [binary, binary], [binary]],
    ['of lines, then binary', [modified, binary], [binary]],
    [
      'binary, added, then deleted',
      [
        {...binary, status: 'added'},
        {...binary, status: 'deleted'},
      ],
      [],
    ],
    [
      'added as an empty file that looks binary, then written',
      [
        {...binary, status: 'added'},
        {...added, status: 'modified'},
      ],
      [added],
    ],
    ['of something else than lines, twice', [idle(), idle()], [idle()]],
  ])('%s', (_, changes, expected) => {
    expect(netOf(changes)).toEqual(expected)
    // What the rest of the list holds makes no difference.
    const other = {...modified, path: 'other.txt'}
    expect(netOf(changes.flatMap((change) => [change, other]).slice(0, -1))).toContainEqual(
      expect.objectContaining({path: 'other.txt'}),
    )
  })

  it.each<[string, FileDiff[]]>([
    ['a line that the first knows otherwise', [modified, modified]],
    ['a file that is there already', [modified, added]],
    ['a file that is gone', [deleted, modified]],
    ['lines that were not recorded', [{...modified, patch: ''}, modified]],
    ['a patch that is none', [{...modified, patch: '[redacted]\n'}, modified]],
    ['what is no net itself', [{...modified, isLaterOnly: true}, back]],
    ['hunks of several edits', [{...modified, isSummed: true}, back]],
    ['a new file whose lines are not new', [{...modified, status: 'added'}, back]],
  ])('which do not fit together because of %s are told by the last', (_, changes) => {
    expect(netOf(changes)).toEqual([{...changes.at(-1), isLaterOnly: true}])
    expect(netDiffs(changes, 'tools', composeBudget())).toEqual([
      expect.objectContaining({
        isSummed: true,
        patch: changes.map(({patch}) => patch).join(''),
      }),
    ])
  })

  it('are told by the last alone when there is no budget left', () => {
    const budget = {...composeBudget(), lines: 3}
    expect(netDiffs([added, modified], 'messages', budget)).toEqual([
      {...modified, isLaterOnly: true},
    ])
  })
})

describe('changes of many files', () => {
  it('stand in the order of the first of each', () => {
    const other = {...modified, path: 'other.txt'}
    const net = netOf([modified, other, deleted])
    expect(net.map(({path, status}) => [path, status])).toEqual([
      ['file.txt', 'deleted'],
      ['other.txt', 'modified'],
    ])
  })

  it('are one for each path, even where one file went where another had been', () => {
    const gone = {...deleted, path: 'new.txt'}
    expect(netOf([gone, renamed])).toEqual([{...renamed, isLaterOnly: true}])
    expect(netOf([renamed, added, {...deleted, path: 'new.txt'}])).toHaveLength(1)
  })

  it('stay as recorded where there is one of a file', () => {
    const counted = {...modified, additions: 7}
    expect(netOf([counted])).toEqual([counted])
    expect(netDiffs([counted], 'tools', composeBudget())).toEqual([counted])
  })

  it('are put together fast, however many they are', () => {
    const changes = Array.from({length: 5000}, (_, index) =>
      diff(
        'modified',
        `@@ -${index + 1},2 +${index + 1},3 @@\n line ${index}\n+added ${index}\n last\n`,
      ),
    )
    // Each shows the line that the one before it added, or they would not fit.
    const fitting = changes.map((change, index) =>
      index === 0
        ? change
        : {...change, patch: change.patch.replace(/ line \d+/, ` added ${index - 1}`)},
    )
    const shifted = fitting.map((change, index) => ({
      ...change,
      patch: change.patch.replace(/@@.*@@/, `@@ -${index + 1},2 +${index + 1},3 @@`),
    }))
    const [net] = netOf(shifted)
    expect(net).toMatchObject({additions: 5000, deletions: 0})
    expect(net).not.toHaveProperty('isLaterOnly')
  }, 30_000)
})

function netOf(diffs: FileDiff[]): FileDiff[] {
  return netDiffs(diffs, 'messages', composeBudget())
}

function diff(status: FileDiff['status'], patch: string): FileDiff {
  return {
    path: 'file.txt',
    status,
    isBinary: false,
    additions: patch.match(/^\+/gm)?.length ?? 0,
    deletions: patch.match(/^-/gm)?.length ?? 0,
    patch,
  }
}

/** Such as a change of the file's mode. */
function idle(): FileDiff {
  return diff('modified', '')
}

function names(path: string, oldPath: string): {path: string; oldPath: string} {
  return {path, oldPath}
}
