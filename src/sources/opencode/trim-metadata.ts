import {
  arrayOf,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  stringOf,
} from '../../session/json.js'
import {type DiffBudget, patchOfTexts} from './before-after.js'
import {copyJson, copyObject} from './copy-json.js'
import {providerFields} from './provider-blobs.js'
import {isWholeText, trimFileDiff, withLineEnds, withoutTexts} from './trim-diff.js'
import {isPatch, trimPatch} from './trim-patch.js'

/** What else a tool call holds, to see what its metadata only repeats. */
export interface CallContext {
  input: JsonObject
  /** Text that the call answered. */
  output: string
}

type Rule = (metadata: JsonObject, call: CallContext) => JsonObject

/** Rules by tool, 1.x and 2.x names. Each sees diffs that are already trimmed. */
const rules: Readonly<Record<string, Rule>> = {
  bash: dropRepeatedOutput,
  shell: dropRepeatedOutput,
  read: dropRepeatedLines,
  edit: dropRepeatedEdit,
  multiedit: dropRepeatedEdits,
  apply_patch: dropRepeatedPatch,
  write: dropRepeatedContent,
  todowrite: dropRepeatedTodos,
}

/**
 * Metadata of a tool call without whole files and without what input or
 * output say already (reference 1.8). What is said nowhere else stays.
 */
export function trimMetadata(
  tool: string,
  metadata: JsonObject,
  call: CallContext,
  budget: DiffBudget,
): JsonObject {
  const trimmed = trimDiffsWithin(without(metadata, providerFields), budget)
  const rule = Object.hasOwn(rules, tool) ? rules[tool] : undefined
  return rule ? rule(trimmed, call) : trimmed
}

/** Any tool's metadata may hold diffs: `filediff`, `files[]`, `diff`, `results[]`, or a plugin's own. */
function trimDiffsWithin(metadata: JsonObject, budget: DiffBudget): JsonObject {
  return trimPatches(trimTexts(copyObject(metadata, replace), budget))

  function replace(value: JsonObject, depth: number): Json | undefined {
    if (!isFileDiff(value)) return trimPatches(copyObject(value, replace, depth))
    // Whatever else a plugin says about the file stays.
    return trimFileDiff(value, budget, copyObject(withoutTexts(value), replace, depth))
  }
}

/** A change of a file, told from other things that have a path, a `diff`, or a time before and after. */
function isFileDiff(value: JsonObject): boolean {
  const isNamed = typeof (value.file ?? value.filePath ?? value.path) === 'string'
  if (hasTexts(value)) return isNamed || isLong(value)
  if (isWholeText(value.before) || isWholeText(value.after)) return true
  const patch = stringOf(value.patch) ?? stringOf(value.diff)
  return isNamed && patch !== undefined && isPatch(patch)
}

function hasTexts({before, after}: JsonObject): boolean {
  return typeof before === 'string' && typeof after === 'string'
}

function isLong({before, after}: JsonObject): boolean {
  return /[\n\r]/.test(`${before}${after}`)
}

/** A plugin may keep whole texts beside its other metadata. */
function trimTexts(metadata: JsonObject, budget: DiffBudget): JsonObject {
  const {before, after, ...rest} = metadata
  const isOneSided = typeof before !== 'string' || typeof after !== 'string'
  if (isOneSided ? !isWholeText(before) && !isWholeText(after) : !isLong(metadata)) return metadata
  // The text before a change that nobody knows would be the whole file.
  if (typeof after !== 'string') return rest
  const from = typeof before === 'string' ? withLineEnds(before) : ''
  return {patch: patchOfTexts('file', from, withLineEnds(after), budget).patch, ...rest}
}

/** Text that is a patch under one of the two names that OpenCode gives it. */
function trimPatches(value: JsonObject): JsonObject {
  const result = {...value}
  for (const key of ['diff', 'patch']) {
    const text = stringOf(result[key])
    if (text !== undefined && isPatch(text)) result[key] = trimPatch(text)
  }
  return result
}

/** `bash`: `metadata.output` is the output, or its end after `...` where it was long. */
function dropRepeatedOutput(metadata: JsonObject, {output}: CallContext): JsonObject {
  const repeats = (text: string) => output.includes(text.replace(/^\.\.\.\n\n/, ''))
  const dropped = ['output', 'stdout', 'stderr'].filter((key) => {
    const text = stringOf(metadata[key])
    return text !== undefined && repeats(text)
  })
  return without(metadata, dropped)
}

/** `read`: `preview` and `display.text` repeat lines of the output, which numbers them. */
function dropRepeatedLines(metadata: JsonObject, {output}: CallContext): JsonObject {
  const lines = new Set<string>()
  for (const line of output.split('\n')) {
    lines.add(line)
    // 1.2 and later write `12: text`, before it was `00012| text`.
    lines.add(line.replace(/^\s*\d+(?:: |:$|\| |\|$)/, ''))
  }
  const repeats = (text: string) => text.split('\n').every((line) => lines.has(line))

  const preview = stringOf(metadata.preview)
  const result = without(metadata, preview !== undefined && repeats(preview) ? ['preview'] : [])
  if (!isObject(result.display)) return result
  const text = stringOf(result.display.text)
  if (text === undefined || !repeats(text)) return result
  return {...result, display: without(result.display, ['text'])}
}

/** `edit`: `filediff.patch` and `diff` are one text, save for the indent that `diff` lost in 1.3. */
function dropRepeatedEdit(metadata: JsonObject): JsonObject {
  const {filediff, diff} = metadata
  if (!isObject(filediff) || typeof diff !== 'string' || diff === '') return metadata
  if (typeof filediff.patch !== 'string') return metadata
  if (changesOf(filediff.patch) !== changesOf(diff)) return metadata
  return {...metadata, filediff: without(filediff, ['patch'])}
}

/** `multiedit`: one edit's metadata for each edit. */
function dropRepeatedEdits(metadata: JsonObject): JsonObject {
  if (!Array.isArray(metadata.results)) return metadata
  const results = metadata.results.map((item) => (isObject(item) ? dropRepeatedEdit(item) : item))
  return {...metadata, results}
}

/** `apply_patch`: `diff` is the patches of `files` one after the other. */
function dropRepeatedPatch(metadata: JsonObject): JsonObject {
  const diff = stringOf(metadata.diff)
  if (diff === undefined) return metadata
  const patches = arrayOf(metadata.files).map((file) => stringOf(objectOf(file).patch) ?? '')
  const isWhole = changesOf(patches.join('\n')) === changesOf(diff)
  return isWhole ? without(metadata, ['diff']) : metadata
}

/** `write`: older clients and plugins repeat what was written. */
function dropRepeatedContent(metadata: JsonObject, {input}: CallContext): JsonObject {
  const repeats = typeof metadata.content === 'string' && metadata.content === input.content
  return without(metadata, repeats ? ['content'] : [])
}

/** `todowrite`: the list is in the input, and once more in the output. */
function dropRepeatedTodos(metadata: JsonObject, {input}: CallContext): JsonObject {
  const repeats = JSON.stringify(metadata.todos) === JSON.stringify(copyJson(input.todos ?? null))
  return without(metadata, repeats ? ['todos'] : [])
}

/** Added and deleted lines alone, by which two writings of one change are told to be the same. */
function changesOf(patch: string): string {
  const lines = patch.split('\n').filter((line) => /^[+-](?!-- |\+\+ )/.test(line))
  return lines.map((line) => line[0] + line.slice(1).trimStart()).join('\n')
}

function without(value: JsonObject, dropped: readonly string[]): JsonObject {
  if (dropped.length === 0) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => !dropped.includes(key)))
}
