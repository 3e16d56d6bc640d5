import {applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree} from 'jsonc-parser'
import {formOf} from './replace-configuration.js'

/**
 * Put a property behind the last one of an object of a JSONC text; every comment stays with what it
 * is about. `modify` alone would slip in before a comment at the end of the last property's line.
 *
 * @param at Where the object is; empty for the text's top.
 */
export function insertProperty(text: string, at: JSONPath, key: string, value: unknown): string {
  const root = parseTree(text, [], {allowTrailingComma: true})
  const object = root && findNodeAtLocation(root, at)
  const last = object?.children?.at(-1)
  const {eol = '\n', ...form} = formOf(text)
  const indent = last && indentOf(text, last.offset)
  if (!last || indent === undefined) {
    return applyEdits(text, modify(text, [...at, key], value, {formattingOptions: {...form, eol}}))
  }
  const end = last.offset + last.length
  const [behind = '', comma] = restOfLine.exec(text.slice(end)) ?? []
  const step = form.insertSpaces ? ' '.repeat(form.tabSize ?? 2) : '\t'
  const written = JSON.stringify(value, undefined, step).replaceAll('\n', `${eol}${indent}`)
  const property = `${eol}${indent}${JSON.stringify(key)}: ${written}${comma ? ',' : ''}`
  const start = `${text.slice(0, end)}${comma ? '' : ','}${behind}`
  return `${start}${property}${text.slice(end + behind.length)}`
}

/** A comma, and a comment that ends with the line. */
const restOfLine = /^(?:[ \t]*(,))?(?:[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*[\r\n])))?/

/** What stands before a property that begins its line; `undefined` for one that does not. */
function indentOf(text: string, offset: number): string | undefined {
  return /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, offset))?.[1]
}
