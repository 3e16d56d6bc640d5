/**
 * Why a text is too dangerous for a Markdown parser, as the end of a sentence;
 * `undefined` when it may be parsed.
 *
 * The parser needs quadratic time or a deep stack on some texts: thousands of
 * nested quotes, lists or brackets, wide tables, underlined headings. All
 * limits are counts, never times, and far above what people and models write.
 */
export function refusalOf(markdown: string): string | undefined {
  if (markdown.length > limits.characters) return 'it is very long'
  const lines = markdown.split('\n')
  if (lines.some(isTooDeep)) return 'it is nested too deeply'
  if (lines.some(hasLongWord)) return 'it holds a very long word'
  return crowdOf(lines)
}

const limits = {
  characters: 256 * 1024,
  depth: 40,
  /** Characters without white space between. */
  word: 8_000,
  /** Of one paragraph: lines, brackets and tags, runs of emphasis, cells that a table could have. */
  lines: 3_000,
  brackets: 600,
  emphasis: 1_500,
  cells: 20_000,
  /** Of the whole text. */
  items: 4_000,
  underlines: 300,
  calls: 500,
  allCells: 40_000,
  allBrackets: 12_000,
  /** Pairs that the parser could try, paragraph by paragraph. */
  pairs: 2_250_000,
}

function isTooDeep(line: string): boolean {
  const prefix = prefixOf(line)
  const markers = countOf(prefix, /[>+*]|-|\d+[.)]/g)
  if (markers > limits.depth) return true
  return markers > 0 && prefix.replace(/\t/g, '    ').length > limits.depth * 4
}

/** Quotes and items that begin in a line. */
function prefixOf(line: string): string {
  return /^(?:[\t ]|>|[-+*](?=[\t ])|\d{1,9}[.)](?=[\t ]))*/.exec(line)?.[0] ?? ''
}

function hasLongWord(line: string): boolean {
  if (line.length <= limits.word) return false
  return (line.match(/\S+/g) ?? []).some((word) => word.length >= limits.word)
}

interface Crowd {
  lines: number
  brackets: number
  emphasis: number
  pipes: number
}

interface Totals {
  items: number
  underlines: number
  calls: number
  cells: number
  brackets: number
  pairs: number
}

/** Marks are counted between blank lines: that far the parser looks for partners. */
function crowdOf(lines: readonly string[]): string | undefined {
  const totals: Totals = {items: 0, underlines: 0, calls: 0, cells: 0, brackets: 0, pairs: 0}
  let crowd = emptyCrowd()
  let fence: string | undefined
  for (const line of lines) {
    const isCode = fence !== undefined
    fence = fenceAfter(line, fence)
    if (isCode || fence !== undefined || line.trim() === '') {
      close(crowd, totals)
      crowd = emptyCrowd()
      continue
    }
    add(crowd, line)
    total(totals, line)
    if (isOver(crowd)) return 'it holds too much in one paragraph'
    if (isTooMuch(totals)) return 'it holds too many marks'
  }
  close(crowd, totals)
  return isTooMuch(totals) ? 'it holds too many marks' : undefined
}

function emptyCrowd(): Crowd {
  return {lines: 0, brackets: 0, emphasis: 0, pipes: 0}
}

function add(crowd: Crowd, line: string): void {
  crowd.lines++
  crowd.brackets += countOf(line, /[[\]]|<(?=[!?/a-z])/gi)
  crowd.emphasis += countOf(line, /[*_~`]+/g)
  crowd.pipes = Math.max(crowd.pipes, countOf(line, /\|/g))
}

function total(totals: Totals, line: string): void {
  totals.items += countOf(prefixOf(`${line} `), /[-+*]|\d+[.)]/g)
  totals.underlines += countOf(line, /^[\s>]*(?:=+|-+)\s*$/g)
  totals.calls += countOf(line, /\[\^/g)
}

function close({lines, brackets, emphasis, pipes}: Crowd, totals: Totals): void {
  totals.brackets += brackets
  totals.cells += pipes * lines
  totals.pairs += brackets ** 2 + emphasis ** 2
}

function isOver({lines, brackets, emphasis, pipes}: Crowd): boolean {
  return (
    lines > limits.lines ||
    brackets > limits.brackets ||
    emphasis > limits.emphasis ||
    pipes * lines > limits.cells
  )
}

function isTooMuch({items, underlines, calls, cells, brackets, pairs}: Totals): boolean {
  return (
    items > limits.items ||
    underlines > limits.underlines ||
    calls > limits.calls ||
    cells > limits.allCells ||
    brackets > limits.allBrackets ||
    pairs > limits.pairs
  )
}

/** The fence that is open after a line: nothing in it means anything to the parser. */
export function fenceAfter(line: string, open: string | undefined): string | undefined {
  // No sign but a newline ends a line, and only spaces and tabs may stand behind the mark that closes.
  const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/s.exec(line)
  if (!mark?.[1]) return open
  if (open === undefined)
    return mark[1].startsWith('`') && mark[2]?.includes('`') ? undefined : mark[1]
  return mark[1].startsWith(open) && /^[ \t]*$/.test(mark[2] ?? '') ? undefined : open
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
