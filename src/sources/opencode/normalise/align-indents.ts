import type {DiffLine} from '../hunks.js'
import type {Hunk} from './patch-hunks.js'

/**
 * Give hunks that show the same lines the same indentation. OpenCode's `edit`
 * takes away what all lines of a patch are indented by, so that each of its
 * patches shows a line at another depth. The deeper one is right, or nearer to it.
 *
 * Indents the lines of both in place; says whether they fit then.
 *
 * @param first Hunks that end in the file that both know, B.
 * @param second Hunks that begin in it.
 */
export function alignIndents(first: readonly Hunk[], second: readonly Hunk[]): boolean {
  const earlier = first.map((hunk) => shownOf(hunk, 'after', '-'))
  const later = second.map((hunk) => shownOf(hunk, 'before', '+'))
  let joined: Joined = {hunks: new Set(), moves: 0}
  for (let one = 0, two = 0; one < earlier.length && two < later.length; ) {
    const made = earlier[one]
    const taken = later[two]
    if (!made || !taken) break
    const pairs = pairsOf(made, taken)
    if (pairs.length > 0) {
      const goesOn = joined.hunks.has(made) || joined.hunks.has(taken)
      if (!goesOn) joined = {hunks: new Set(), moves: 0}
      if (!alignPair(made, taken, pairs, joined)) return false
      joined.hunks.add(made).add(taken)
    }
    if (made.end < taken.end) one++
    else two++
  }
  return true
}

/** Hunks of both that show lines of each other, and how often they were indented. */
interface Joined {
  hunks: Set<Shown>
  moves: number
}

/** Nobody indents deeper than this, one by one. */
const maxMoves = 100

/** What a hunk shows of B. */
interface Shown {
  hunk: Hunk
  start: number
  end: number
  lines: DiffLine[]
}

function shownOf(hunk: Hunk, side: 'before' | 'after', other: DiffLine['sign']): Shown {
  const lines = hunk.lines.filter(({sign}) => sign !== other)
  return {hunk, start: hunk[side], end: hunk[side] + lines.length, lines}
}

/** Lines that both show. */
function pairsOf(made: Shown, taken: Shown): [DiffLine, DiffLine][] {
  const pairs: [DiffLine, DiffLine][] = []
  const end = Math.min(made.end, taken.end)
  for (let place = Math.max(made.start, taken.start); place < end; place++) {
    const one = made.lines[place - made.start]
    const two = taken.lines[place - taken.start]
    if (one && two) pairs.push([one, two])
  }
  return pairs
}

function alignPair(
  made: Shown,
  taken: Shown,
  pairs: [DiffLine, DiffLine][],
  joined: Joined,
): boolean {
  const told = pairs.find(([one]) => !isBlank(one))
  if (told) {
    const [{text: one}, {text: two}] = told
    indentJoined(made, indentLacking(one, two), joined)
    indentJoined(taken, indentLacking(two, one), joined)
  }
  if (joined.moves > maxMoves) return false
  return pairs.every(([one, two]) => {
    if (isBlank(one) && isBlank(two)) one.text = two.text
    return one.text === two.text
  })
}

/** What was aligned with an earlier hunk moves together with it. */
function indentJoined(shown: Shown, by: string, joined: Joined): void {
  if (by === '') return
  joined.moves++
  for (const {hunk} of joined.hunks.has(shown) ? joined.hunks : [shown]) indent(hunk, by)
}

/** What the same line has before it elsewhere; nothing when it is another line. */
function indentLacking(text: string, other: string): string {
  if (!other.endsWith(text)) return ''
  const more = other.slice(0, other.length - text.length)
  return /^[\t ]*$/.test(more) ? more : ''
}

function indent({lines}: Hunk, by: string): void {
  for (const line of lines) if (!isBlank(line)) line.text = by + line.text
}

function isBlank({text}: DiffLine): boolean {
  return text.trim() === ''
}
