import {formatBytes} from '../../text/format-bytes.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {linesOf} from './clean.js'
import {count} from './format.js'

const headLines = 400
const tailLines = 100
const headCharacters = 96 * 1024
const tailCharacters = 24 * 1024

/** A text that may be too long for the page: what the page shows of it, and where the whole is. */
export interface LongText {
  head: string
  tail?: string
  /** File of the bundle that holds the whole text. */
  path?: string
  /** Sentence with the link to the whole text; stands between head and tail. */
  note?: Html
}

export interface CutOptions {
  /** Lines that the page shows whole. @default as many as there are */
  lines?: number
  /** What the text is called. @default 'text' */
  what?: string
}

/** Cut a text that is past the page's limit and keep the whole as a file of the bundle. */
export function cutLong(text: string, scope: Scope, options: CutOptions = {}): LongText {
  const {lines: most = Number.POSITIVE_INFINITY, what = 'text'} = options
  const isShort = text.length <= scope.limits.text
  if (isShort && text.length <= most) return {head: text}
  const lines = linesOf(text)
  if (isShort && lines.length <= most) return {head: text}
  const head = lines.slice(0, headLines).join('\n').slice(0, headCharacters)
  const rest = lines.slice(Math.max(headLines, lines.length - tailLines))
  const tail = rest.join('\n').slice(-tailCharacters)
  const path = scope.context.keep(text, 'txt')
  const size = `${count(lines.length, 'line')}, ${formatBytes(text.length)}`
  const note = html`<p class="sp-note">Beginning and end are shown. <a href="${path}">The whole ${what} is a file</a> (${size}).</p>`
  return {head, tail, path, note}
}

/** Show a text that may be too long, each piece by `render`. */
export function long(text: string, scope: Scope, render: (piece: string) => Html): Html {
  const {head, tail, note} = cutLong(text, scope)
  if (!note) return render(head)
  return html`${render(head)}${note}${tail !== undefined && tail !== '' && render(tail)}`
}
