import {formatBytes} from '../../text/format-bytes.js'
import {escapeHtml} from '../html.js'
import type {Scope} from '../scope.js'
import {terminalText} from '../terminal/parse.js'
import {cutLong} from '../text/long.js'
import {fence} from './fence.js'

/** Something folded away. `summary` is plain text. */
export function details(summary: string, body: string): string {
  return `<details>\n<summary>${escapeHtml(summary.replace(/\s+/g, ' ').trim())}</summary>\n\n${body}</details>\n\n`
}

/** A text of a machine in a fence; the whole in a file where it is too long. */
export function machineText(text: string, scope: Scope, language = ''): string {
  if (text === '') return ''
  const {head, tail, path} = cutLong(text, scope)
  if (path === undefined) return fence(terminalText(head), language)
  const note = `Beginning and end are shown. [The whole text is a file](${path}), ${formatBytes(text.length)}.\n\n`
  return `${fence(terminalText(head), language)}${note}${fence(terminalText(tail ?? ''), language)}`
}

/** A list of names and values; empty values are left out. */
export function facts(entries: readonly (readonly [string, string | undefined])[]): string {
  const lines = entries.flatMap(([name, value]) => (value ? [`- ${name}: ${value}`] : []))
  return lines.length === 0 ? '' : `${lines.join('\n')}\n\n`
}
