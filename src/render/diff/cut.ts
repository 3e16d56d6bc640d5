import type {Scope} from '../scope.js'
import {linesOf} from '../text/clean.js'
import {cutLong, type LongText} from '../text/long.js'
import {type Hunk, readHeader} from './parse.js'

/** Cut a patch that is too long. Its end is a patch again, with the numbers of its lines. */
export function cutPatch(patch: string, scope: Scope): LongText {
  const whole = cutLong(patch, scope, {lines: scope.limits.diffLines, what: 'diff'})
  if (!whole.tail) return whole
  const lines = linesOf(patch)
  const [begin = '', ...rest] = linesOf(whole.tail)
  const first = lines.length - rest.length - 1
  const line = lines[first] ?? ''
  // A line that is cut in two has lost its sign.
  const tail = [begin === line ? begin : line.charAt(0) + begin, ...rest]
  const start = startAt(lines, first)
  const header = start && !line.startsWith('@@') ? [`@@ -${start.old} +${start.new} @@`] : []
  return {...whole, tail: [...header, ...tail].join('\n')}
}

/** Numbers of a line in the midst of a patch. */
function startAt(lines: readonly string[], index: number): Hunk['start'] {
  let start: Hunk['start']
  for (const line of lines.slice(0, index)) {
    const sign = line.charAt(0)
    const isBoth = sign !== '+' && sign !== '-' && sign !== '\\'
    if (line.startsWith('@@')) start = readHeader(line).start
    else if (start) {
      if (isBoth || sign === '-') start.old++
      if (isBoth || sign === '+') start.new++
    }
  }
  return start
}
