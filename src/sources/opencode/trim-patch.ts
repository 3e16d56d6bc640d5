import {countChanges, cutHunks, type DiffLine} from './hunks.js'
import {hunkHeader, markUnended, takeLine} from './read-hunk.js'

/** Lines of a patch that say which file it is about, and nothing of what is in it. */
const headerLine =
  /^(Index: |={20,}$|--- |\+\+\+ |diff --git |index [0-9a-f]|(new|deleted) file mode |(old|new) mode |similarity index |dissimilarity index |rename (from|to) |copy (from|to) |Binary files )/

/** Lines kept of a text that has no hunk at all, such as a placeholder of `--sanitize`. */
const strayLines = 3

/**
 * A patch with three lines of context, whatever it had before.
 *
 * OpenCode 1.4 and later records patches with the whole file as context
 * (reference 1.3), tool patches have four lines. Several files in one text
 * are fine. Trimming a trimmed patch changes nothing.
 */
export function trimPatch(patch: string): string {
  if (patch === '') return ''
  const lines = patch.split('\n')
  const result: string[] = []
  const reader = {index: 0, hunks: 0, isCut: false}
  while (reader.index < lines.length) {
    const line = lines[reader.index] ?? ''
    const header = hunkHeader.exec(line)
    reader.index++
    if (header) readHunk(lines, reader, header, result)
    else if (line === '' || headerLine.test(line)) result.push(line)
  }
  if (reader.hunks === 0) return withoutHunks(lines)
  const text = result.join('\n')
  // A tab after the file's name tells OpenCode's viewer that the file is complete (reference 1.3).
  return reader.isCut ? text.replace(/^((?:---|\+\+\+) .*)\t$/gm, '$1') : text
}

/** Lines that a patch adds and deletes, or `undefined` for text without a hunk. */
export function countPatch(patch: string): {additions: number; deletions: number} | undefined {
  const lines = patch.split('\n')
  const hunks: DiffLine[] = []
  let isPatch = false
  let left = {old: 0, new: 0}
  for (const line of lines) {
    if (takeLine(line, left, hunks)) continue
    const header = hunkHeader.exec(line)
    if (!header) continue
    isPatch = true
    left = {old: Number(header[2] ?? '1'), new: Number(header[4] ?? '1')}
  }
  return isPatch ? countChanges(hunks) : undefined
}

/** True for text that is worth to be read as a patch. */
export function isPatch(text: string): boolean {
  return /^(Index: |diff --git |--- |@@ -\d)/m.test(text.slice(0, 4000)) && text.includes('@@ -')
}

interface Reader {
  index: number
  hunks: number
  isCut: boolean
}

function readHunk(lines: string[], reader: Reader, header: string[], result: string[]): void {
  const [, before = '', beforeCount = '1', after = '', afterCount = '1'] = header
  const left = {old: Number(beforeCount), new: Number(afterCount)}
  const hunk: DiffLine[] = []
  while (reader.index < lines.length) {
    const line = lines[reader.index] ?? ''
    if (line.startsWith('\\')) markUnended(hunk)
    else if (!takeLine(line, left, hunk)) break
    reader.index++
  }
  reader.hunks++
  const start = {
    before: Number(before) + (Number(beforeCount) === 0 ? 1 : 0),
    after: Number(after) + (Number(afterCount) === 0 ? 1 : 0),
  }
  const cut = cutHunks(withLines(hunk), start)
  const kept = cut.filter((line) => line.startsWith(' ')).length
  if (kept < hunk.filter((line) => line.sign === ' ').length) reader.isCut = true
  for (const line of cut) result.push(line)
}

/**
 * A file whose lines end with a carriage return alone was recorded as one changed line.
 * Its lines are told apart here, and those before and after the change are none of it.
 */
function withLines(hunk: DiffLine[]): DiffLine[] {
  if (!hunk.some(({text}) => inner.test(text))) return hunk
  const result: DiffLine[] = []
  let index = 0
  while (index < hunk.length) {
    const kept = runOf(hunk, index, ' ')
    const deleted = runOf(hunk, index + kept.length, '-')
    const added = runOf(hunk, index + kept.length + deleted.length, '+')
    index += kept.length + deleted.length + added.length
    for (const line of kept.flatMap(split)) result.push(line)
    for (const line of changed(deleted.flatMap(split), added.flatMap(split))) result.push(line)
  }
  return result
}

const inner = /\r(?=.)/s

function runOf(hunk: DiffLine[], from: number, sign: DiffLine['sign']): DiffLine[] {
  let end = from
  while (hunk[end]?.sign === sign) end++
  return hunk.slice(from, end)
}

function split(line: DiffLine): DiffLine[] {
  const texts = line.text.split(inner)
  const last = texts.length - 1
  return texts.map((text, index) => ({...line, text, isUnended: line.isUnended && index === last}))
}

function changed(deleted: DiffLine[], added: DiffLine[]): DiffLine[] {
  const shorter = Math.min(deleted.length, added.length)
  let head = 0
  while (head < shorter && isSame(deleted[head], added[head])) head++
  let tail = 0
  while (tail < shorter - head && isSame(deleted.at(-1 - tail), added.at(-1 - tail))) tail++
  const same = (line: DiffLine): DiffLine => ({...line, sign: ' '})
  return [
    ...added.slice(0, head).map(same),
    ...deleted.slice(head, deleted.length - tail),
    ...added.slice(head, added.length - tail),
    ...added.slice(added.length - tail).map(same),
  ]
}

function isSame(a: DiffLine | undefined, b: DiffLine | undefined): boolean {
  return a?.text === b?.text && a?.isUnended === b?.isUnended
}

/** What is no patch is kept when it is short; of anything long only the headers are. */
function withoutHunks(lines: string[]): string {
  const headers = lines.filter((line) => headerLine.test(line))
  const others = lines.filter((line) => line !== '' && !headerLine.test(line))
  if (others.length <= strayLines) return lines.join('\n')
  return [...headers, ''].join('\n')
}
