import type {LanguageRegistration} from 'shiki/core'
import {bundledLanguages} from 'shiki/langs'
import {formsOf, patternsOf} from './engine/patterns.js'
import {runsAway} from './engine/runs-away.js'
import {type Translation, type Translations, translate} from './engine/translation.js'
import {commonLanguages} from './language.js'

/**
 * The expressions of the grammars of common languages, and of those inside them, by shiki's names of
 * them. Grammars with an expression that runs away, or that has no counterpart, are left out.
 */
export async function commonTranslations(): Promise<Map<string, Translations>> {
  const all = new Map<string, Translations>()
  for (const [name, grammar] of await commonGrammars()) {
    const translations = translationsOf([...patternsOf(grammar)])
    if (translations) all.set(name, translations)
  }
  return all
}

async function commonGrammars(): Promise<Map<string, LanguageRegistration>> {
  const grammars = new Map<string, LanguageRegistration>()
  for (const language of commonLanguages()) {
    const load = bundledLanguages[language as keyof typeof bundledLanguages]
    if (!load) throw new Error(`There is no grammar of ${language}.`)
    for (const grammar of (await load()).default) grammars.set(grammar.name, grammar)
  }
  return grammars
}

function translationsOf(patterns: readonly string[]): Translations | undefined {
  if (patterns.some(runsAway)) return undefined
  try {
    const forms = patterns.flatMap(formsOf)
    return Object.fromEntries(forms.map((form): [string, Translation] => [form, translate(form)]))
  } catch {
    return undefined
  }
}
