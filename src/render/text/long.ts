import {formatBytes} from '../../text/format-bytes.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {withNewlines} from './clean.js'
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
  const plain = withNewlines(text)
  const total = countLines(plain)
  if (isShort && total <= most) return {head: text}
  const {head, tail} = endsOf(plain, total)
  const path = scope.context.keep(text, 'txt')
  const size = `${count(total, 'line')}, ${formatBytes(text.length)}`
  const note = html`<p class="sp-note">Beginning and end are shown. <a href="${path}">The whole ${what} is a file</a> (${size}).</p>`
  return {head, tail, path, note}
}

/** Beginning and end of a text. Of hundreds of megabytes no list of lines is made. */
function endsOf(text: string, total: number): {head: string; tail: string} {
  const headEnd = afterLines(text, headLines)
  const newline = text[headEnd - 1] === '\n' ? 1 : 0
  const head = text.slice(0, Math.min(headEnd - newline, headCharacters))
  const end = text.endsWith('\n') ? text.length - 1 : text.length
  let start = end
  for (let line = Math.min(tailLines, total - headLines); line > 0 && start >= 0; line--)
    start = text.lastIndexOf('\n', start - 1)
  const tail = start === end ? '' : text.slice(start + 1, end)
  return {head, tail: tail.slice(-tailCharacters)}
}

/** Where a text goes on after so many lines. */
function afterLines(text: string, lines: number): number {
  let at = 0
  for (let line = 0; line < lines; line++) {
    const next = text.indexOf('\n', at)
    if (next === -1) return text.length
    at = next + 1
  }
  return at
}

/** Lines of a text; the newline at its end starts no further one. */
function countLines(text: string): number {
  let lines = 0
  let at = text.indexOf('\n')
  for (; at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return text.endsWith('\n') && text !== '\n' ? lines : lines + 1
}

/** Show a text that may be too long, each piece by `render`. */
export function long(text: string, scope: Scope, render: (piece: string) => Html): Html {
  const {head, tail, note} = cutLong(text, scope)
  if (!note) return render(head)
  return html`${render(head)}${note}${tail !== undefined && tail !== '' && render(tail)}`
}
