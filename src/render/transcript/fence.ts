import {spelled} from '../text/visible.js'

/** A fenced block whose fence is longer than any in its content. Nothing for nothing. */
export function fence(content: string, language = ''): string {
  if (content === '') return ''
  const shown = spelled(content)
  const longest = Math.max(2, ...(shown.match(/`{3,}/g) ?? []).map((run) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${shown.replace(/\n$/, '')}\n${marks}\n\n`
}

/** Text in a line of code, for names and paths. */
export function inlineCode(text: string): string {
  const flat = spelled(text).replace(/\s+/g, ' ').trim()
  if (flat === '') return ''
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length))
  const marks = '`'.repeat(longest + 1)
  const pad = flat.startsWith('`') || flat.endsWith('`') ? ' ' : ''
  return `${marks}${pad}${flat}${pad}${marks}`
}

/** A text of one line in which nothing means anything. */
export function plainLine(text: string): string {
  return spelled(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
}

/** Every line quoted. */
export function quote(text: string): string {
  return `${text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}\n\n`
}

/**
 * A message inside the transcript: its headings move below those of the
 * transcript, an open fence is closed, and HTML that would swallow what
 * follows is text.
 */
export function embedded(text: string): string {
  let open: string | undefined
  const lines = text
    .trim()
    .split('\n')
    .map((line) => {
      const mark = /^ {0,3}(`{3,}|~{3,})(.*)$/.exec(line)
      if (open === undefined) {
        if (mark?.[1] && !(mark[1].startsWith('`') && mark[2]?.includes('`'))) open = mark[1]
        return mark ? line : lowered(line)
      }
      if (mark?.[1]?.startsWith(open) && mark[2]?.trim() === '') open = undefined
      return line
    })
  if (open !== undefined) lines.push(open)
  return `${lines.join('\n')}\n\n`
}

function lowered(line: string): string {
  const heading = /^ {0,3}(#{1,6})(?=\s)(.*)$/.exec(line)
  const text = heading
    ? `${'#'.repeat(Math.min(6, (heading[1] ?? '').length + 2))}${heading[2]}`
    : line
  return text
    .split(/(`+[^`]*`+)/)
    .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(swallowing, '&lt;')))
    .join('')
}

/** Tags that begin a block which ends far below, or never. */
const swallowing =
  /<(?=!--|!\[CDATA|\?|\/?(?:script|style|pre|textarea|details|summary|iframe|template|title|noscript|object|svg|math|div|table)\b)/gi
