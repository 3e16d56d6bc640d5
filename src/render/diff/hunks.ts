import {gapRow} from '../../../templates/diff.js'
import type {Colour} from '../code/colourer.js'
import {type Html, type HtmlValue, html, join} from '../html.js'
import {count, formatNumber} from '../text/format.js'
import {visible} from '../text/visible.js'
import {coloursOf} from './colours.js'
import {renderLine} from './line.js'
import {type DiffLine, type Hunk, parsePatch} from './parse.js'
import {type Stretch, stretchesOf} from './stretches.js'
import {matchWords, newWordBudget, type WordBudget, type WordPiece} from './words.js'

export interface PatchOptions {
  colour: Colour
  /** Language of the lines, as shiki names it. @default plain */
  language?: string | undefined
  /** Hunks of several edits: what lies between two of them is not known. @default false */
  isSummed?: boolean | undefined
  /** The end of a longer patch: what lies before it is said elsewhere. @default false */
  isTail?: boolean | undefined
}

/**
 * The hunks of a patch as markup: one element a line, numbers as attributes,
 * changed words in `mark`, real line breaks between.
 */
export async function patchLines(patch: string, options: PatchOptions): Promise<Html> {
  const budget = newWordBudget()
  const hunks = parsePatch(patch)
  const parts: HtmlValue[] = []
  for (const [index, hunk] of hunks.entries()) {
    const isSilent = index === 0 && options.isTail === true
    const gap = options.isSummed ? undefined : gapBefore(hunk, hunks[index - 1])
    parts.push(gapLine(hunk, gap, {isSilent}), await renderHunk(hunk, budget, options))
  }
  return join(parts)
}

async function renderHunk(
  hunk: Hunk,
  budget: WordBudget,
  {colour, language}: PatchOptions,
): Promise<Html> {
  const colours = await coloursOf(hunk.lines, colour, language)
  const stretches = stretchesOf(hunk.lines).map((stretch) => {
    const words = wordsOf(stretch, budget)
    const lines = stretch.lines.map((line) => renderLine(line, colours.get(line), words.get(line)))
    return html`<span class="sp-b">${lines}</span>`
  })
  return html`<pre><code>${stretches}</code></pre>`
}

function wordsOf({isChange, lines}: Stretch, budget: WordBudget): Map<DiffLine, WordPiece[]> {
  const deleted = lines.filter((line) => line.type === 'delete')
  const inserted = lines.filter((line) => line.type === 'insert')
  if (!isChange || deleted.length === 0 || inserted.length === 0) return new Map()
  return matchWords(deleted, inserted, budget)
}

/** Lines between two hunks that nobody changed; `undefined` where the numbers do not tell. */
function gapBefore({start}: Hunk, before: Hunk | undefined): number | undefined {
  const end = before ? endOf(before) : {old: 1, new: 1}
  if (!start || !end) return undefined
  const gap = start.new - end.new
  return gap >= 0 && gap === start.old - end.old ? gap : undefined
}

/** Numbers of the lines that follow a hunk. */
function endOf({start, lines}: Hunk): Hunk['start'] {
  if (!start) return undefined
  const count = (kind: DiffLine['type']) =>
    lines.filter(({type}) => type === 'context' || type === kind).length
  return {old: start.old + count('delete'), new: start.new + count('insert')}
}

/** What stands between two hunks: the patch holds none of those lines. */
function gapLine(
  {start, title}: Hunk,
  gap: number | undefined,
  {isSilent}: {isSilent: boolean},
): Html | undefined {
  const known = gap === undefined ? undefined : gap > 0 && count(gap, 'unchanged line')
  const words = gap === undefined ? start && `from line ${formatNumber(start.new)}` : known
  if (isSilent || (!words && title === '')) return undefined
  return gapRow(words, title !== '' && visible(title))
}
