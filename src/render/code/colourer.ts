import type {HighlighterCore, ThemeRegistration} from 'shiki/core'
import {appendSpan, kindOfToken, type Span} from './spans.js'

/** Colours the code of one page, in the languages that it loaded. */
export interface Colourer {
  /** Make a language ready; `false` where there is no such grammar, or it fails to load. */
  load(language: string): Promise<boolean>
  /** Spans of each line; `undefined` where colouring fails or takes too long. */
  colour(code: string, language: string, maxLineLength: number): Span[][] | undefined
  /** Languages that took too long, and are not coloured from then on. */
  slow: ReadonlySet<string>
}

/**
 * Shiki, loaded with the first language.
 *
 * Its wasm engine colours 2.5 times as much in a second as its JavaScript one,
 * which has to translate every expression of a grammar first.
 */
export function createColourer(): Colourer {
  let core: HighlighterCore | undefined
  return {load, colour: colourLoaded, slow: new Set()}

  async function load(language: string): Promise<boolean> {
    const {bundledLanguages} = await import('shiki/langs')
    if (!Object.hasOwn(bundledLanguages, language)) return false
    core ??= await createCore()
    if (core.getLoadedLanguages().includes(language)) return true
    return await core
      .loadLanguage(bundledLanguages[language as keyof typeof bundledLanguages])
      .then(
        () => true,
        () => false,
      )
  }

  function colourLoaded(code: string, language: string, most: number): Span[][] | undefined {
    return core && colour(core, code, language, most)
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
