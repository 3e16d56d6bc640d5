import {toRegExpDetails} from 'oniguruma-to-es'
import {type Need, needsOf} from './needs.js'

/** An expression of Oniguruma in JavaScript's own: `options` are those of an `EmulatedRegExp`. */
export type Details = ReturnType<typeof toRegExpDetails>

/** All that is known of an expression before a text is searched for it. It depends on nothing else. */
export interface Translation {
  needs: Need[]
  details: Details
}

/** The expressions of a grammar. */
export type Translations = Readonly<Record<string, Translation>>

/** @throws Error where the expression has no counterpart */
export function translate(pattern: string): Translation {
  return {needs: needsOf(pattern), details: detailsOf(pattern)}
}

/**
 * By the rules of shiki's own JavaScript engine.
 *
 * @throws Error where the expression has no counterpart
 */
export function detailsOf(pattern: string): Details {
  return toRegExpDetails(pattern, {
    rules: {
      allowOrphanBackrefs: true,
      asciiWordBoundaries: true,
      captureGroup: true,
      recursionLimit: 5,
      singleline: true,
    },
  })
}
