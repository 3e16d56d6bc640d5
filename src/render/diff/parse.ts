import {parse} from 'diff2html'
import {linesOf} from '../text/clean.js'

/** One line of a diff, without its sign. */
export interface DiffLine {
  type: 'context' | 'insert' | 'delete' | 'note'
  text: string
  /** Number in the old file. */
  old?: number
  /** Number in the new file. */
  new?: number
}

/** A stretch of lines that belong together. */
export interface Hunk {
  /** What stands after the second `@@`. */
  title: string
  /** Numbers of its first line in the old file and in the new one. */
  start?: {old: number; new: number}
  lines: DiffLine[]
}

/**
 * Hunks of a patch, from its first `@@` on.
 *
 * diff2html reads the patch. It drops empty lines and takes some contents for
 * headers (a deleted `-- x` before an added `++ y`), so what it read is
 * compared with the patch; where they differ, the patch is read plainly.
 */
export function parsePatch(patch: string): Hunk[] {
  const lines = linesOf(patch.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ''))
  return readByLibrary(lines) ?? readPlainly(lines)
}

function readByLibrary(lines: readonly string[]): Hunk[] | undefined {
  if (!lines[0]?.startsWith('@@ ') || lines.some(isSpecial)) return undefined
  try {
    const files = parse(`--- a/file\n+++ b/file\n${lines.join('\n')}\n`)
    const hunks = (files[0]?.blocks ?? []).map((block) => ({
      ...readHeader(block.header),
      lines: block.lines.map(
        (line): DiffLine => ({
          type: line.type,
          text: line.content.slice(1),
          ...(line.oldNumber !== undefined && {old: line.oldNumber}),
          ...(line.newNumber !== undefined && {new: line.newNumber}),
        }),
      ),
    }))
    const read = hunks.flatMap((hunk) => hunk.lines.map((line) => line.text))
    const written = lines.filter((line) => !line.startsWith('@@')).map((line) => line.slice(1))
    const isSame = read.length === written.length && read.every((one, at) => one === written[at])
    return files.length === 1 && isSame ? hunks : undefined
  } catch {
    // The library throws on patches that it does not know; the plain way takes any.
    return undefined
  }
}

/** Lines that diff2html would drop or misread. */
function isSpecial(line: string): boolean {
  return line === '' || !'+- @'.includes(line.charAt(0)) || (/^@@/.test(line) && !header.test(line))
}

function readPlainly(lines: readonly string[]): Hunk[] {
  const hunks: Hunk[] = []
  let hunk: Hunk | undefined
  let [old, new_]: [number | undefined, number | undefined] = [undefined, undefined]
  for (const line of lines) {
    const match = header.exec(line)
    if (match || !hunk) {
      hunk = {...readHeader(line), lines: []}
      hunks.push(hunk)
      old = hunk.start?.old
      new_ = hunk.start?.new
      if (match) continue
    }
    const sign = line.charAt(0)
    const text = line.slice(1)
    if (sign === '+') hunk.lines.push({type: 'insert', text, ...number('new', new_)})
    else if (sign === '-') hunk.lines.push({type: 'delete', text, ...number('old', old)})
    else if (sign === '\\') hunk.lines.push({type: 'note', text: line.slice(1).trim()})
    else {
      const numbers = {...number('old', old), ...number('new', new_)}
      hunk.lines.push({type: 'context', text: sign === ' ' ? text : line, ...numbers})
    }
    if (sign !== '+' && sign !== '\\' && old !== undefined) old++
    if (sign !== '-' && sign !== '\\' && new_ !== undefined) new_++
  }
  return hunks
}

function number(side: 'old' | 'new', value: number | undefined): {old?: number; new?: number} {
  return value === undefined ? {} : {[side]: value}
}

/** What a line that begins a hunk says; nothing where it is none. */
export function readHeader(line: string): Pick<Hunk, 'title' | 'start'> {
  const match = header.exec(line)
  if (!match) return {title: ''}
  const [old, new_] = [startOf(match[1], match[2]), startOf(match[3], match[4])]
  const title = (match[5] ?? '').trim()
  return Number.isSafeInteger(old + new_) ? {title, start: {old, new: new_}} : {title}
}

/** A side without lines is named by the line before it. */
function startOf(first = '', amount = '1'): number {
  return Number(first) + (Number(amount) === 0 ? 1 : 0)
}

const header = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@(.*)$/
