import type {HighlighterCore, LanguageRegistration, RegexEngine} from 'shiki/core'
import {createEngine} from './engine/engine.js'
import {formsOf, patternsOf} from './engine/patterns.js'
import type {Translations} from './engine/translation.js'
import {createTheme} from './theme.js'

/** A grammar that is ready, in a registry of its own. */
export interface Grammar {
  core: HighlighterCore
  /** What shiki calls the language, whatever it was asked for by. */
  name: string
}

/** Gives grammars, each loaded once. */
export interface Grammars {
  /** The grammar of a language for a text; `undefined` where there is none, or it fails to load. */
  get(language: string, code: string): Promise<Grammar | undefined>
}

/** Gives the translated expressions of a grammar, by shiki's name of it; `undefined` where there are none. */
export type ReadTranslations = (language: string) => Promise<Translations | undefined>

/** Grammars that stay loaded. A session has a dozen languages; a hostile one may name them all. */
const mostKept = 32

/**
 * Shiki, loaded with the first language.
 *
 * Every grammar has a registry of its own: in a shared one the languages loaded before decide what a
 * later one finds inside of its texts. So colours depend on the text and its language alone, and
 * may be kept. Grammars that can hold any other language, as Markdown does, get those that the text
 * names.
 *
 * Languages whose expressions all lie translated are searched by our own engine, which takes a third of
 * the time, and all others by Oniguruma. Which one it is depends on the language and shiki's version alone.
 */
export function createGrammars(readTranslations?: ReadTranslations): Grammars {
  const known = new Map<string, Promise<Grammar | undefined>>()
  const ready = new Map<string, Translations | undefined>()
  const ours = createEngine((pattern) => {
    for (const translations of ready.values()) {
      if (translations && Object.hasOwn(translations, pattern)) return translations[pattern]
    }
    return undefined
  })
  return {get}

  async function get(language: string, code: string): Promise<Grammar | undefined> {
    const own = await registrationsOf(language)
    const main = own?.at(-1)
    if (!own || !main) return undefined
    const inside = main.embeddedLangsLazy ? await namedIn(code, main.embeddedLangsLazy) : []
    const key = [main.name, ...inside.map((one) => one.at(-1)?.name)].join('+')
    const grammar = known.get(key) ?? prepare([...inside.flat(), ...own], main.name)
    // The latest stand last, so that those that were not wanted for long go first.
    known.delete(key)
    known.set(key, grammar)
    for (const [oldest] of known) {
      if (known.size <= mostKept) break
      await letGo(oldest)
    }
    return await grammar
  }

  async function prepare(
    langs: LanguageRegistration[],
    name: string,
  ): Promise<Grammar | undefined> {
    try {
      return {core: await load(langs, await engineFor(langs)), name}
    } catch {
      return undefined // A grammar that fails to load leaves its language plain.
    }
  }

  async function engineFor(langs: readonly LanguageRegistration[]): Promise<RegexEngine> {
    for (const lang of langs) {
      if (ready.has(lang.name)) continue
      const translations = await readTranslations?.(lang.name)
      ready.set(lang.name, isWhole(lang, translations) ? translations : undefined)
    }
    return langs.every(({name}) => ready.get(name)) ? ours : await startOniguruma()
  }

  async function letGo(key: string): Promise<void> {
    const grammar = await known.get(key)
    known.delete(key)
    grammar?.core.dispose()
  }
}

/** Whether all expressions of a grammar lie translated: shiki may be another one than at our build. */
function isWhole(lang: LanguageRegistration, translations: Translations = {}): boolean {
  const forms = [...patternsOf(lang)].flatMap(formsOf)
  return forms.every((form) => Object.hasOwn(translations, form))
}

/** Loads what a language needs, itself last; `undefined` where nobody knows it. */
async function registrationsOf(language: string): Promise<LanguageRegistration[] | undefined> {
  const {bundledLanguages} = await import('shiki/langs')
  if (!/^[a-z0-9][a-z0-9+#-]{0,30}$/.test(language) || !Object.hasOwn(bundledLanguages, language))
    return undefined
  const load = bundledLanguages[language as keyof typeof bundledLanguages]
  return await load().then(
    (module) => module.default,
    () => undefined,
  )
}

/** Languages that a text names, of those that its grammar can hold, in one order. */
async function namedIn(
  code: string,
  possible: readonly string[],
): Promise<LanguageRegistration[][]> {
  const names = new Set<string>()
  for (const [, fence, attribute] of code.matchAll(naming)) {
    names.add((fence ?? attribute ?? '').toLowerCase())
  }
  const found = new Map<string, LanguageRegistration[]>()
  for (const name of names) {
    const registrations = await registrationsOf(name)
    const canonical = registrations?.at(-1)?.name
    if (registrations && canonical !== undefined && possible.includes(canonical))
      found.set(canonical, registrations)
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, one]) => one)
}

const naming = /(?:```|~~~)[`~]*[ \t]*\{?\.?([\w+#-]{1,30})|\blang=["']?([\w+#-]{1,30})/g

async function load(langs: LanguageRegistration[], engine: RegexEngine): Promise<HighlighterCore> {
  const {createHighlighterCore} = await import('shiki/core')
  const themes = [await createTheme()]
  return await createHighlighterCore({themes, langs, warnings: false, engine})
}

async function startOniguruma(): Promise<RegexEngine> {
  const {createOnigurumaEngine} = await import('shiki/engine/oniguruma')
  return await createOnigurumaEngine(import('shiki/wasm'))
}
