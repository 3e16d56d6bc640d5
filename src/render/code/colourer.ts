import {createGrammars, type Grammar, type ReadTranslations} from './grammars.js'
import type {Span} from './spans.js'
import {createTokeniser, type Tokenise} from './tokenise.js'

/**
 * Spans of each line of a code. Plain where nobody knows the language, the text is past the caps, or
 * colouring fails: the characters are always the input's.
 */
export type Colour = (code: string, language: string | undefined) => Promise<Span[][]>

/** Caps of what gets coloured. They are counts, so that the same code always looks the same. */
const limits = {
  /** Characters of one block. */
  characters: 200_000,
  lines: 4_000,
  /** Characters of one line; longer lines stay plain. */
  lineLength: 1_500,
}

/** Colours code, each text for itself: what was coloured before changes nothing. */
export function createColourer(readTranslations?: ReadTranslations): Colour {
  const grammars = createGrammars(readTranslations)
  const tokenisers = new WeakMap<Grammar, Tokenise>()

  return async (code, language) => {
    const text = code.replace(/\r\n?/g, '\n')
    const lines = text.split('\n')
    const isHuge = text.length > limits.characters || lines.length > limits.lines
    if (language === undefined || isHuge) return plain(lines)
    const grammar = await grammars.get(language, text)
    return grammar ? coloured(text, grammar) : plain(lines)
  }

  function coloured(text: string, grammar: Grammar): Span[][] {
    const tokenise = tokenisers.get(grammar) ?? createTokeniser(grammar)
    tokenisers.set(grammar, tokenise)
    try {
      return tokenise(text, limits.lineLength)
    } catch {
      // A grammar that breaks on an input leaves it plain: the text matters, not its colours.
      return plain(text.split('\n'))
    }
  }
}

/** Code without colours. */
export const colourNothing: Colour = async (code) => plain(code.replace(/\r\n?/g, '\n').split('\n'))

function plain(lines: readonly string[]): Span[][] {
  return lines.map((text) => [{text, kind: undefined}])
}
