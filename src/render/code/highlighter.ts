import type {HighlighterCore, ThemeRegistration} from 'shiki/core'
import {appendSpan, kindOfToken, type Span} from './spans.js'

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
}

/** What holds where the options say nothing. */
export const highlighterDefaults: Required<HighlighterOptions> = {
  maxCharacters: 200_000,
  maxLines: 4_000,
  maxLineLength: 1_500,
  maxTotal: 2_000_000,
  maxChanges: 4_000_000,
  maxKept: 500_000,
}

/**
 * A highlighter that loads shiki with the first language and each grammar when
 * it is asked for.
 *
 * Shiki's wasm engine colours 2.5 times as much in a second as its JavaScript
 * one, which has to translate every expression of a grammar first.
 */
export async function createHighlighter(options: HighlighterOptions = {}): Promise<Highlighter> {
  const limits = {...highlighterDefaults, ...options}
  const cache = new Map<string, Span[][]>()
  const loaded = new Set<string>()
  let core: HighlighterCore | undefined
  const spent = {text: 0, change: 0}

  return {load, highlight, fresh: () => createHighlighter(limits)}

  async function load(languages: Iterable<string>): Promise<void> {
    const wanted = [...new Set(languages)].filter((name) => isName(name) && !loaded.has(name))
    if (wanted.length === 0) return
    const {bundledLanguages} = await import('shiki/langs')
    for (const name of wanted) {
      if (!Object.hasOwn(bundledLanguages, name)) continue
      core ??= await createCore()
      // A grammar that fails to load leaves its language plain.
      const isReady = await core
        .loadLanguage(bundledLanguages[name as keyof typeof bundledLanguages])
        .then(
          () => true,
          () => false,
        )
      if (isReady) loaded.add(name)
    }
  }

  function highlight(
    code: string,
    language: string | undefined,
    use: 'text' | 'change' = 'text',
  ): Span[][] {
    const text = code.replace(/\r\n?/g, '\n')
    const lines = text.split('\n')
    if (!core || language === undefined || !loaded.has(language)) return plain(lines)
    if (text.length > limits.maxCharacters || lines.length > limits.maxLines) return plain(lines)
    const key = `${language}\n${text}`
    const known = cache.get(key)
    if (known) return known
    const most = use === 'text' ? limits.maxTotal : limits.maxChanges
    if (spent[use] + text.length > most) return plain(lines)
    spent[use] += text.length
    const result = colour(core, text, language, limits.maxLineLength) ?? plain(lines)
    // A change is kept as markup, where it is shown.
    if (use === 'text' && spent.text <= limits.maxKept) cache.set(key, result)
    return result
  }
}

async function createCore(): Promise<HighlighterCore> {
  const [{createHighlighterCore, createCssVariablesTheme}, {createOnigurumaEngine}] =
    await Promise.all([import('shiki/core'), import('shiki/engine/oniguruma')])
  return createHighlighterCore({
    themes: [
      withInkNames(createCssVariablesTheme({name: 'sp', variablePrefix: '', fontStyle: false})),
    ],
    langs: [],
    warnings: false,
    engine: await createOnigurumaEngine(import('shiki/wasm')),
  })
}

/** Names of variables stay ink; the theme has some of them as constants, beside numbers. */
function withInkNames(theme: ThemeRegistration): ThemeRegistration {
  const rules = (theme.tokenColors ?? theme.settings ?? []).map((rule) => ({
    ...rule,
    scope: [rule.scope ?? []].flat().filter((scope) => !inkNames.includes(scope)),
  }))
  const ink = {scope: inkNames, settings: {foreground: 'var(foreground)'}}
  return {...theme, tokenColors: [...rules, ink]}
}

const inkNames = ['variable.other.object', 'variable.other.class', 'variable.other.constant']

function colour(
  core: HighlighterCore,
  code: string,
  lang: string,
  tokenizeMaxLineLength: number,
): Span[][] | undefined {
  try {
    const tokens = core.codeToTokensBase(code, {
      lang,
      theme: 'sp',
      tokenizeMaxLineLength,
      // By default shiki gives up on a line after 500 ms: a busy machine would colour otherwise.
      tokenizeTimeLimit: 0,
    })
    const lines = tokens.map((line) => {
      const spans: Span[] = []
      for (const token of line)
        appendSpan(spans, token.content, kindOfToken(token.content, token.color))
      return spans
    })
    const isWhole = lines.map((line) => line.map((span) => span.text).join('')).join('\n') === code
    return isWhole ? lines : undefined
  } catch {
    // A grammar that breaks on an input leaves it plain: the text matters, not its colours.
    return undefined
  }
}

function plain(lines: string[]): Span[][] {
  return lines.map((text) => [{text, kind: undefined}])
}

function isName(name: string): boolean {
  return /^[a-z0-9][a-z0-9+#-]{0,30}$/.test(name)
}
