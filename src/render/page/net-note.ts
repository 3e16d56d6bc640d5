import type {FileDiff} from '../../session/model.js'
import {pathName} from '../diff/file-diff.js'
import {type Html, html} from '../html.js'
import {count} from '../text/format.js'

/** Files named before the rest is counted. */
const named = 3

/** Which files of a list are not told by their net change; nothing where all of them are. */
export function netNote(diffs: readonly FileDiff[]): Html | undefined {
  const later = diffs.filter((diff) => diff.isLaterOnly)
  const summed = diffs.filter((diff) => diff.isSummed)
  if (later.length + summed.length === 0) return undefined
  const ofLater =
    later.length > 0 &&
    html`Only the last change of ${names(later)} is shown; the earlier ones stand with their turns.`
  const ofSummed =
    summed.length > 0 &&
    html`The edits of ${names(summed)} stand one after another, because they could not be put together.`
  return html`${ofLater}${ofLater && ofSummed && ' '}${ofSummed}`
}

/** `a`, `b, c and d`, `e, f, g and 2 more files`. */
function names(diffs: readonly FileDiff[]): Html {
  const rest = diffs.length - named
  const paths = diffs.slice(0, named).map(({path}) => pathName(path))
  if (rest > 0) paths.push(html`${count(rest, 'more file')}`)
  return html`${paths.map((path, index) => html`${index > 0 && (index === paths.length - 1 ? ' and ' : ', ')}${path}`)}`
}
