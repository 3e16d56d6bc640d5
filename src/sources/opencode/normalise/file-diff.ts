import {isObject} from '../../../session/json.js'
import type {FileDiff} from '../../../session/model.js'
import {fields} from './fields.js'

/**
 * One entry of `summary.diffs`, `session_diff`, or a tool's metadata.
 *
 * Both eras carry `patch` here: before/after texts became hunks at the door
 * (reference 1.3). A binary file has an empty patch and no counts.
 */
export function fileDiff(value: unknown): FileDiff | undefined {
  if (!isObject(value)) return undefined
  const diff = fields(value)
  const path = diff.text('relativePath', 'file', 'path', 'filePath', 'movePath')
  if (path === undefined) return undefined

  const recorded = diff.text('patch', 'diff') ?? ''
  const patch = hunks(recorded)
  const counts = countLines(patch)
  const additions = diff.number('additions') ?? counts.additions
  const deletions = diff.number('deletions') ?? counts.deletions
  const moved = diff.text('movePath')
  const status = statusOf(diff.text('status', 'type'), moved, patch)

  return {
    path: unquote(status === 'renamed' && moved ? moved : path),
    ...(status === 'renamed' ? {oldPath: unquote(path)} : {}),
    status,
    // An empty file has a patch that is a header alone. Before 1.4 nothing tells it from a binary one.
    isBinary: recorded === '' && additions === 0 && deletions === 0 && status !== 'renamed',
    additions,
    deletions,
    patch,
  }
}

/** Everything in a list that is a diff. */
export function fileDiffs(values: readonly unknown[]): FileDiff[] {
  return values.flatMap((value) => fileDiff(value) ?? [])
}

/** One entry a path; the later one wins, at the place of the first. */
export function latestByPath(diffs: readonly FileDiff[]): FileDiff[] {
  return [...new Map(diffs.map((diff) => [diff.path, diff])).values()]
}

/** The part of a patch from its first hunk on; other texts stay whole, to be shown as they are. */
function hunks(patch: string): string {
  const start = patch.startsWith('@@') ? 0 : patch.indexOf('\n@@') + 1
  const text = start === 0 && !patch.startsWith('@@') ? withoutHeader(patch) : patch.slice(start)
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

/** A patch without hunks is a header alone, or no patch at all. */
function withoutHeader(text: string): string {
  const lines = text.split('\n')
  const isHeader = (line: string) => /^(Index: |=+$|--- |\+\+\+ |diff |index |$)/.test(line)
  return lines.every(isHeader) ? '' : text
}

/** Lines that hunks add and delete. */
export function countLines(patch: string): {additions: number; deletions: number} {
  let additions = 0
  let deletions = 0
  for (const line of patch.split('\n')) {
    if (line.startsWith('+')) additions += 1
    else if (line.startsWith('-')) deletions += 1
  }
  return {additions, deletions}
}

function statusOf(
  recorded: string | undefined,
  moved: string | undefined,
  patch: string,
): FileDiff['status'] {
  if (recorded === 'added' || recorded === 'add') return 'added'
  if (recorded === 'deleted' || recorded === 'delete') return 'deleted'
  if (recorded === 'move' || (moved !== undefined && recorded !== 'update')) return 'renamed'
  if (recorded !== undefined) return 'modified'
  // Tools and the sessions before 1.1 record no status; a side without lines tells it.
  if (patch.startsWith('@@ -0,0 ')) return 'added'
  return /^@@ -\S+ \+0,0 @@/.test(patch) ? 'deleted' : 'modified'
}

/** Git quotes names with unusual bytes: `"\303\244.txt"`. Stored diffs may carry that form. */
function unquote(path: string): string {
  if (!/^".*"$/.test(path)) return path
  const bytes: number[] = []
  for (const match of path.slice(1, -1).matchAll(/\\([0-7]{3})|\\(.)|([^\\]+)/gsu)) {
    if (match[1]) bytes.push(Number.parseInt(match[1], 8) & 0xff)
    else bytes.push(...Buffer.from(match[3] ?? escapes[match[2] ?? ''] ?? match[2] ?? ''))
  }
  return Buffer.from(bytes).toString('utf8')
}

const escapes: Record<string, string> = {t: '\t', n: '\n', r: '\r'}
