import {isObject, type Json, type JsonObject, stringOf} from '../../session/json.js'
import {type DiffBudget, patchOfTexts} from './before-after.js'
import {copyJson} from './copy-json.js'
import {trimPatch} from './trim-patch.js'

/** Fields of a FileDiff that hold text of the file, in every era. */
const textFields = new Set(['before', 'after', 'patch', 'diff'])

/**
 * One FileDiff as OpenCode 1.18 knows it: `{file, patch, additions, deletions, status}`.
 *
 * Takes both generations of the reference's section 1.3, the files of
 * `apply_patch` (section 1.8) and 2.x's `path`. Whole texts become hunks.
 * Other fields stay when they cannot hold a file: numbers, flags, one line.
 */
export function trimFileDiff(diff: JsonObject, budget: DiffBudget): JsonObject {
  const entries = Object.entries(diff).filter(([key, value]) => isSmall(key, value))
  const small = Object.fromEntries(entries)
  const recorded = stringOf(diff.patch) ?? stringOf(diff.diff)
  if (recorded !== undefined) return {...small, patch: trimPatch(recorded)}
  const before = stringOf(diff.before)
  const after = stringOf(diff.after)
  if (before === undefined && after === undefined) return small
  const computed = patchOfTexts(nameOf(diff), before ?? '', after ?? '', budget)
  return {
    ...small,
    patch: computed.patch,
    additions: typeof small.additions === 'number' ? small.additions : computed.additions,
    deletions: typeof small.deletions === 'number' ? small.deletions : computed.deletions,
    ...(typeof diff.type === 'string' ? {} : {status: statusOf(diff, before, after)}),
  }
}

/** A list of FileDiffs; anything in it that is none is copied. */
export function trimFileDiffs(diffs: Json | undefined, budget: DiffBudget): Json {
  if (!Array.isArray(diffs)) return copyJson(diffs ?? null)
  return diffs.map((diff) => (isObject(diff) ? trimFileDiff(diff, budget) : copyJson(diff)))
}

function isSmall(key: string, value: Json | undefined): boolean {
  if (textFields.has(key) || key === '__proto__') return false
  if (typeof value === 'string') return !value.includes('\n')
  return typeof value !== 'object' || value === null
}

function nameOf(diff: JsonObject): string {
  const name = stringOf(diff.file) ?? stringOf(diff.path) ?? stringOf(diff.filePath) ?? 'file'
  return name.replaceAll('\n', ' ')
}

/** Data before 1.1 has no status; an empty side tells it (reference 1.9, readShareDocument). */
function statusOf(diff: JsonObject, before?: string, after?: string): string {
  const recorded = stringOf(diff.status)
  if (recorded !== undefined) return recorded
  if (!before && after) return 'added'
  return before && !after ? 'deleted' : 'modified'
}
