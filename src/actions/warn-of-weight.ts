import type {Weight} from '../render/paging/weight.js'
import {renderLimits} from '../render/render-context.js'
import {formatNumber} from '../render/text/format.js'
import {formatBytes} from '../text/format-bytes.js'
import type {CommonOptions} from './types.js'

/**
 * Say that a page which stands alone is heavy. It is as long as its session, and a browser has its
 * limits all the same.
 *
 * @param bytes Size of the whole file, where it is known.
 */
export function warnOfWeight(
  {elements, characters}: Weight,
  bytes: number | undefined,
  {onWarning}: CommonOptions,
): void {
  const {pageElements, pageCharacters} = renderLimits
  if (elements <= much * pageElements && characters <= much * pageCharacters) return
  const size = `${formatBytes(bytes ?? characters)} and ${formatNumber(elements)} elements`
  onWarning?.(
    `The page is heavy for one file, with ${size}: a browser may take seconds to open it. Export to a folder (\`-o\` without \`.html\`) for several lighter pages.`,
  )
}

/** How many times over what one page of several may be. */
const much = 2
