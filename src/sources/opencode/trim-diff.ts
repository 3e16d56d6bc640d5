import {isObject, type Json, type JsonObject, stringOf} from '../../session/json.js'
import {type DiffBudget, patchOfTexts} from './before-after.js'
import {copyJson} from './copy-json.js'
import {countPatch, trimPatch} from './trim-patch.js'

/** Fields of a FileDiff that hold text of the file, in every era. */
const textFields = new Set(['before', 'after', 'patch', 'diff'])

/**
 * One FileDiff as OpenCode 1.18 knows it: `{file, patch, additions, deletions, status}`.
 *
 * Takes both generations of the reference's section 1.3, the files of
 * `apply_patch` (section 1.8) and 2.x's `path`. Whole texts become hunks, and
 * changes that nobody counted are.
 *
 * @param rest Its other fields, already trimmed.
 */
export function trimFileDiff(
  diff: JsonObject,
  budget: DiffBudget,
  rest: JsonObject = smallFields(diff),
): JsonObject {
  const recorded = stringOf(diff.patch) ?? stringOf(diff.diff)
  if (recorded !== undefined) {
    const patch = trimPatch(recorded)
    return {...rest, patch, ...countsOf(rest, countPatch(patch))}
  }
  const before = stringOf(diff.before)
  const after = stringOf(diff.after)
  // The text before a change that nobody knows would be the whole file.
  if (after === undefined) return rest
  const from = withLineEnds(before ?? '')
  const computed = patchOfTexts(nameOf(diff), from, withLineEnds(after), budget)
  return {
    ...rest,
    patch: computed.patch,
    ...countsOf(rest, computed),
    ...(typeof diff.type === 'string' ? {} : {status: statusOf(diff, before, after)}),
  }
}

/** A list of FileDiffs; anything in it that is none is copied. */
export function trimFileDiffs(diffs: Json | undefined, budget: DiffBudget): Json {
  if (!Array.isArray(diffs)) return copyJson(diffs ?? null)
  return diffs.map((diff) => (isObject(diff) ? trimFileDiff(diff, budget) : copyJson(diff)))
}

/** Fields without those that hold text of the file. */
export function withoutTexts(diff: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(diff).filter(([key]) => !textFields.has(key)))
}

/** Lines that end as on an old Macintosh, or of a terminal, are lines too. */
export function withLineEnds(text: string): string {
  return text.replace(/\r(?!\n)/g, '\n')
}

/** A text of more than one line, which is no time or name. */
export function isWholeText(value: Json | undefined): value is string {
  return typeof value === 'string' && /[\n\r]/.test(value)
}

/** In a list of diffs all that cannot hold a file stays: numbers, flags, one line. */
function smallFields(diff: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(diff).filter(([key, value]) => isSmall(key, value)))
}

/** What was recorded wins; what is no patch cannot be counted. */
function countsOf(
  {additions, deletions}: JsonObject,
  counted?: {additions: number; deletions: number},
): JsonObject {
  if (!counted) return {}
  return {
    additions: typeof additions === 'number' ? additions : counted.additions,
    deletions: typeof deletions === 'number' ? deletions : counted.deletions,
  }
}

function isSmall(key: string, value: Json | undefined): boolean {
  if (textFields.has(key) || key === '__proto__') return false
  if (typeof value === 'string') return !isWholeText(value)
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
