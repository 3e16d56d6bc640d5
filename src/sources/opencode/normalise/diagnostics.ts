import type {JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf} from '../../../session/json.js'
import type {Diagnostic} from '../../../session/model.js'
import {optional} from './optional.js'

const severities = ['error', 'warning', 'information', 'hint'] as const

/** Language server diagnostics of edit and write tools: path → `LSP.Diagnostic[]`, places from 0. */
export function diagnostics(byPath: JsonObject): Diagnostic[] {
  return Object.entries(byPath).flatMap(([path, list]) =>
    arrayOf(list)
      .filter(isObject)
      .map((item) => diagnostic(path, item)),
  )
}

/** Whether every entry can be told as one; anything else is shown as it is. */
export function areDiagnostics(value: unknown): boolean {
  return (
    isObject(value) &&
    Object.values(value).every(
      (list) =>
        Array.isArray(list) &&
        list.every((item) => isObject(item) && typeof item.message === 'string'),
    )
  )
}

function diagnostic(path: string, item: JsonObject): Diagnostic {
  const start = objectOf(objectOf(item.range).start)
  const line = numberOf(start.line)
  const column = numberOf(start.character)
  return {
    path,
    ...optional('line', line === undefined ? undefined : line + 1),
    ...optional('column', column === undefined ? undefined : column + 1),
    severity: severities[(numberOf(item.severity) ?? 1) - 1] ?? 'error',
    message: stringOf(item.message) ?? '',
  }
}
