import path from 'node:path'
import {findNodeAtLocation, type JSONPath} from 'jsonc-parser'
import * as v from 'valibot'
import type {OwnPattern} from '../session/own-pattern.js'
import {checkObject} from './check-object.js'
import {invalid, type JsoncFile} from './jsonc-file.js'
import {findRisk} from './pattern-risk.js'

const schema = v.strictObject({
  name: v.pipe(v.string(), v.nonEmpty()),
  pattern: v.pipe(v.string(), v.nonEmpty()),
})

const longest = 1000

/**
 * One pattern of `redact.patterns`: an expression, or one with a name.
 *
 * The flag `u` has JavaScript refuse what it would otherwise take in a sense
 * that nobody meant, such as `\e` for `e`.
 *
 * @throws SessionpressError `CONFIG_INVALID`, also for one that could take for ever
 */
export function compilePattern(source: JsoncFile, index: number, isRequired: boolean): OwnPattern {
  const at: JSONPath = ['redact', 'patterns', index]
  const node = findNodeAtLocation(source.root, at)
  if (node?.type === 'object') {
    const {name, pattern} = checkObject(source, at, schema)
    return {name, pattern: compile(source, [...at, 'pattern'], pattern), isRequired}
  }
  if (node?.type !== 'string' || node.value === '') {
    const why = `\`${at.join('.')}\` must be an expression, or an object with \`name\` and \`pattern\``
    throw invalid(source, node?.offset ?? 0, why)
  }
  const name = `pattern ${index + 1} of ${path.basename(source.file)}`
  return {name, pattern: compile(source, at, node.value), isRequired}
}

function compile(source: JsoncFile, at: JSONPath, text: string): RegExp {
  const fail = (why: string, hint?: string) =>
    invalid(
      source,
      findNodeAtLocation(source.root, at)?.offset ?? 0,
      `\`${at.join('.')}\` ${why}`,
      hint,
    )
  if (text.length > longest) throw fail(`is longer than ${longest} characters`)
  let pattern: RegExp
  try {
    pattern = new RegExp(text, 'gu')
  } catch (error) {
    // What the engine says repeats the expression; what is wrong follows the last colon.
    const said = error instanceof Error ? error.message : ''
    const why = said.slice(said.lastIndexOf(': ') + 2).toLowerCase()
    throw fail(`is no regular expression: ${why}`)
  }
  const risk = findRisk(text)
  if (risk) throw fail(risk.why, risk.hint)
  return pattern
}
