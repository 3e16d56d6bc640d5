import {fileRow} from '../../../templates/file.js'
import type {FileDiff} from '../../session/model.js'
import {diffBody, diffCounts, diffFlags, diffPath} from '../diff/file-diff.js'
import type {Html} from '../html.js'
import type {Scope} from '../scope.js'

const linesOpen = 500

/** Files with their net change. Big ones are folded. `prefix` gives each a link. */
export function* renderFilesList(
  diffs: readonly FileDiff[],
  scope: Scope,
  prefix?: string,
): Generator<Html> {
  for (const [index, diff] of diffs.entries()) {
    const lines = diff.patch.split('\n').length
    const flags = diffFlags(diff)
    yield fileRow({
      id: prefix === undefined ? undefined : scope.claim(`${prefix}${index + 1}`),
      path: diffPath(diff),
      counts: diffCounts(diff),
      flags: lines > linesOpen ? [...flags, 'large'] : flags,
      isOpen: lines <= linesOpen && diffs.length <= 40,
      body: diffBody(diff, scope),
    })
  }
}
