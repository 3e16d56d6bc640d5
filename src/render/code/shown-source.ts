import type {Html} from '../html.js'
import type {Scope} from '../scope.js'
import type {SourceOptions} from './source.js'

/** Source with numbered lines, as a piece of the page. */
export function shownSource(
  code: string,
  {language, ...options}: SourceOptions,
  scope: Scope,
): Html {
  return scope.context.pieces.show({
    ...{type: 'source', code, ...options},
    ...(language !== undefined && {language}),
  })
}
