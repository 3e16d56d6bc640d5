import type {JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, objectOf, stringOf} from '../../../session/json.js'
import type {Diagnostic, FileDiff} from '../../../session/model.js'
import {areDiagnostics, diagnostics} from './diagnostics.js'
import {type Fields, fields} from './fields.js'
import {fileDiff, fileDiffs} from './file-diff.js'
import type {RecordedCall} from './recorded-call.js'
import {splitPatch} from './split-patch.js'

export interface ToolChanges {
  diffs: FileDiff[]
  diagnostics: Diagnostic[]
  /** Fields of single edits that nothing else holds. */
  rest: JsonObject
}

/**
 * What a call changed and what the language server said to it. Fields of the
 * metadata that are told by it count as read, all others stay unread.
 */
export function toolChanges(call: RecordedCall, metadata: Fields): ToolChanges {
  const own = changesIn(call.metadata, metadata, call)
  const edits = editsOf(call)
  if (edits.length === 0) return {...own, rest: {}}
  metadata.drop('results')
  const rest = edits.flatMap((edit) => (Object.keys(edit.rest).length > 0 ? [edit.rest] : []))
  return {
    diffs: [...edits.flatMap(({diffs}) => diffs), ...own.diffs],
    diagnostics: [...edits.flatMap((edit) => edit.diagnostics), ...own.diagnostics],
    rest: rest.length > 0 ? {results: rest} : {},
  }
}

/** `multiedit`: the metadata of one edit after another. Lists of anything else are left alone. */
function editsOf(call: RecordedCall): ToolChanges[] {
  const results = arrayOf(call.metadata.results).filter(isObject)
  const edits = results.map((result): ToolChanges => {
    const unread = fields(result)
    return {...changesIn(result, unread, call), rest: unread.rest()}
  })
  const isEdits = edits.some((edit) => edit.diffs.length > 0 || edit.diagnostics.length > 0)
  return isEdits ? edits : []
}

function changesIn(
  source: JsonObject,
  unread: Fields,
  call: RecordedCall,
): Pick<ToolChanges, 'diffs' | 'diagnostics'> {
  const isTold = areDiagnostics(source.diagnostics)
  if (isTold) unread.drop('diagnostics')
  return {
    diffs: diffsIn(source, unread, call),
    diagnostics: isTold ? diagnostics(objectOf(source.diagnostics)) : [],
  }
}

/** `files` of patches, `filediff` of edits, else the bare `diff`. */
function diffsIn(source: JsonObject, unread: Fields, call: RecordedCall): FileDiff[] {
  const files = arrayOf(source.files).filter(isDiff)
  if (files.length > 0 && files.length === arrayOf(source.files).length) {
    unread.drop('files')
    return fileDiffs(files)
  }
  const text = stringOf(source.diff)
  if (isObject(source.filediff)) {
    unread.drop('filediff')
    const hasOwn = stringOf(source.filediff.patch) !== undefined
    if (!hasOwn) unread.drop('diff')
    return editDiff(source.filediff, hasOwn ? undefined : text, call)
  }
  if (!text) return []
  unread.drop('diff')
  return patchDiffs(text, call)
}

/** Things with a path are many; a change of a file says what changed, or how much. */
function isDiff(value: unknown): value is JsonObject {
  if (!isObject(value)) return false
  return ['patch', 'diff', 'additions', 'deletions'].some((name) => name in value)
}

/** Tools edit text, so an empty patch is an edit that changed nothing. */
function editDiff(recorded: JsonObject, text: string | undefined, call: RecordedCall): FileDiff[] {
  const named = {file: askedPath(call) ?? 'unknown file', ...recorded}
  const diff = fileDiff(text ? {...named, patch: text} : named)
  return diff ? [{...diff, isBinary: false}] : []
}

function patchDiffs(text: string, call: RecordedCall): FileDiff[] {
  const pieces = splitPatch(text)
  if (pieces.length > 1) {
    return fileDiffs(
      pieces.map(({path, oldPath, text: patch}) =>
        oldPath === undefined
          ? {file: path, patch}
          : {file: oldPath, movePath: path, type: 'move', patch},
      ),
    )
  }
  const file = askedPath(call) ?? pieces[0]?.path ?? 'unknown file'
  return fileDiffs([{file, patch: text}])
}

function askedPath(call: RecordedCall): string | undefined {
  return stringOf(objectOf(call.input).filePath)
}
