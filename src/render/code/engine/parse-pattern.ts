import {type OnigurumaAst, parse} from 'oniguruma-parser/parser'

/**
 * An expression as Oniguruma reads it in a grammar. Other expressions that it refers to need not exist.
 *
 * @throws SyntaxError where it is none
 */
export function parsePattern(pattern: string): OnigurumaAst {
  return parse(pattern, {
    rules: {captureGroup: true, singleline: true},
    normalizeUnknownPropertyNames: true,
    skipBackrefValidation: true,
    skipLookbehindValidation: true,
    skipPropertyNameValidation: true,
  })
}
