import {diffFrame} from '../../../templates/diff.js'
import {languageOfPath} from '../code/language.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {cutPatch} from './cut.js'

/** What a patch is shown as, beside its lines. */
export interface PatchView {
  /** Path of the file, which names the language. */
  path: string
  /** Hunks of several edits. @default false */
  isSummed?: boolean | undefined
  /** May stand side by side: not in a step, where there is no room. @default false */
  isNet?: boolean | undefined
  /** Only one side has lines, so there is nothing to stand beside them. @default false */
  isOneSided?: boolean | undefined
}

/** A patch with its colours; one that is too long has its beginning, its end, and a file with the whole. */
export function patchBody(patch: string, view: PatchView, scope: Scope): Html {
  const {head, note, tail} = cutPatch(patch, scope)
  const {isNet = false, isOneSided = false} = view
  const digits = digitsOf(patch)
  const frame = (lines: Html) => diffFrame({isNet, isOneSided, digits, lines})
  const end = tail && frame(linesOf(tail, view, scope, true))
  return html`${frame(linesOf(head, view, scope))}${note}${end}`
}

function linesOf(patch: string, {path, isSummed}: PatchView, scope: Scope, isTail = false): Html {
  const language = languageOfPath(path)
  return scope.context.pieces.show({
    ...{type: 'patch', patch},
    ...(language !== undefined && {language}),
    ...(isSummed && {isSummed}),
    ...(isTail && {isTail}),
  })
}

/** Digits of the greatest number that a line of the patch may have; 0 where no numbers are known. */
function digitsOf(patch: string): number {
  let greatest: number | undefined
  for (const [, ...numbers] of patch.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)) {
    const [old, olds, new_, news] = numbers.map((number) => Number(number ?? 1))
    greatest = Math.max(greatest ?? 0, (old ?? 0) + (olds ?? 0) - 1, (new_ ?? 0) + (news ?? 0) - 1)
  }
  return greatest === undefined ? 0 : String(greatest).length
}
