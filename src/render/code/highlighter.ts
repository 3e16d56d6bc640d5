import {type Colourer, createColourer} from './colourer.js'
import type {Span} from './spans.js'

/** Colours code. Holds loaded grammars and what it coloured before. */
export interface Highlighter {
  /** Make languages ready. Names that nobody knows are ignored. */
  load(languages: Iterable<string>): Promise<void>
  /**
   * Spans of each line. Plain where the language is not loaded, the text is
   * past the caps, or colouring fails: the characters are always the input's.
   * Changes have a cap of their own, since they are what a page is read for.
   */
  highlight(code: string, language: string | undefined, use?: 'text' | 'change'): Span[][]
  /**
   * Another one with the same options and nothing loaded.
   *
   * Each page gets its own: what is loaded and what was coloured before decides
   * colours (Markdown shows the code in it coloured once its language is known),
   * and a page must not depend on the pages before it.
   */
  fresh(): Promise<Highlighter>
  /** Languages that took too long, and are plain from then on. */
  slow: ReadonlySet<string>
}

/** Caps of what gets coloured. They are counts, so that the same code always looks the same. */
export interface HighlighterOptions {
  /** Characters of one block. @default 200000 */
  maxCharacters?: number
  /** Lines of one block. @default 4000 */
  maxLines?: number
  /** Characters of one line; longer lines stay plain. @default 1500 */
  maxLineLength?: number
  /** Characters of one page: colouring is by far the slowest step. @default 2000000 */
  maxTotal?: number
  /** Characters of one page in changes, beside `maxTotal`. @default 4000000 */
  maxChanges?: number
  /** Characters of one page whose colours are kept for a second showing. @default 500000 */
  maxKept?: number
  /** Makes what colours the code of one page. @default shiki in this thread, which nothing can stop */
  newColourer?(): Colourer
}

/** What holds where the options say nothing. */
export const highlighterDefaults: Required<HighlighterOptions> = {
  maxCharacters: 200_000,
  maxLines: 4_000,
  maxLineLength: 1_500,
  maxTotal: 2_000_000,
  maxChanges: 4_000_000,
  maxKept: 500_000,
  newColourer: createColourer,
}

/** A highlighter that loads each grammar when it is asked for. */
export async function createHighlighter(options: HighlighterOptions = {}): Promise<Highlighter> {
  const limits = {...highlighterDefaults, ...options}
  const cache = new Map<string, Span[][]>()
  const loaded = new Set<string>()
  const colourer = limits.newColourer()
  const spent = {text: 0, change: 0}

  return {load, highlight, fresh: () => createHighlighter(limits), slow: colourer.slow}

  async function load(languages: Iterable<string>): Promise<void> {
    for (const name of new Set(languages)) {
      if (!isName(name) || loaded.has(name)) continue
      // A grammar that fails to load leaves its language plain.
      if (await colourer.load(name)) loaded.add(name)
    }
  }

  function highlight(
    code: string,
    language: string | undefined,
    use: 'text' | 'change' = 'text',
  ): Span[][] {
    const text = code.replace(/\r\n?/g, '\n')
    const lines = text.split('\n')
    if (language === undefined || !loaded.has(language)) return plain(lines)
    if (text.length > limits.maxCharacters || lines.length > limits.maxLines) return plain(lines)
    const key = `${language}\n${text}`
    const known = cache.get(key)
    if (known) return known
    const most = use === 'text' ? limits.maxTotal : limits.maxChanges
    if (spent[use] + text.length > most) return plain(lines)
    spent[use] += text.length
    const result = colourer.colour(text, language, limits.maxLineLength) ?? plain(lines)
    // A change is kept as markup, where it is shown.
    if (use === 'text' && spent.text <= limits.maxKept) cache.set(key, result)
    return result
  }
}

function plain(lines: string[]): Span[][] {
  return lines.map((text) => [{text, kind: undefined}])
}

function isName(name: string): boolean {
  return /^[a-z0-9][a-z0-9+#-]{0,30}$/.test(name)
}
