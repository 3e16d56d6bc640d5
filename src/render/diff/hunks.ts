import {type Html, html, join} from '../html.js'
import {visible} from '../text/visible.js'
import {type DiffLine, type Hunk, parsePatch} from './parse.js'
import {matchWords, newWordBudget, type WordBudget, type WordPiece} from './words.js'

/**
 * A patch as markup: one element a line, numbers as attributes, changed words
 * in `mark`, real line breaks between.
 */
export function patchLines(patch: string): Html {
  const budget = newWordBudget()
  const hunks = parsePatch(patch).map((hunk) => renderHunk(hunk, budget))
  return html`<div class="sp-diff" dir="ltr">${hunks}</div>`
}

function renderHunk(hunk: Hunk, budget: WordBudget): Html {
  const words = wordsOf(hunk.lines, budget)
  const lines = hunk.lines.map((line) => renderLine(line, words.get(line)))
  return html`${hunkHeading(hunk)}<pre><code>${join(lines, '\n')}
</code></pre>`
}

function hunkHeading(hunk: Hunk): Html | undefined {
  const numbers = hunk.lines.flatMap((line) => line.new ?? line.old ?? [])
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const range = first === last ? `line ${first}` : `lines ${first}–${last}`
  return html`<p class="sp-hunk">${range}${hunk.title !== '' && html` <code>${visible(hunk.title)}</code>`}</p>`
}

/** Runs of deleted lines with the inserted ones that follow at once. */
function wordsOf(lines: readonly DiffLine[], budget: WordBudget): Map<DiffLine, WordPiece[]> {
  const words = new Map<DiffLine, WordPiece[]>()
  let deleted: DiffLine[] = []
  let inserted: DiffLine[] = []
  for (const line of [...lines, undefined]) {
    if (line?.type === 'note') continue
    const isRun = line?.type === 'insert' || (line?.type === 'delete' && inserted.length === 0)
    if (!isRun) {
      if (deleted.length > 0 && inserted.length > 0) {
        for (const [key, value] of matchWords(deleted, inserted, budget)) words.set(key, value)
      }
      deleted = []
      inserted = []
    }
    if (line?.type === 'delete') deleted.push(line)
    if (line?.type === 'insert') inserted.push(line)
  }
  return words
}

function renderLine(line: DiffLine, words: readonly WordPiece[] | undefined): Html {
  const content = words ? join(words.map(renderPiece)) : visible(line.text)
  const old = line.old === undefined ? undefined : html` data-o="${line.old}"`
  const new_ = line.new === undefined ? undefined : html` data-n="${line.new}"`
  if (line.type === 'insert') return html`<ins${new_}>${content}</ins>`
  if (line.type === 'delete') return html`<del${old}>${content}</del>`
  if (line.type === 'note') return html`<span class="sp-eof">\\ ${content}</span>`
  return html`<span class="sp-l"${old}${new_}>${content}</span>`
}

function renderPiece({text, isChanged}: WordPiece): Html {
  return isChanged && text !== '' ? html`<mark>${visible(text)}</mark>` : visible(text)
}
