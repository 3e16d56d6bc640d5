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

/**
 * A text of one line in which nothing means anything.
 *
 * Viewers make links of bare addresses, and such a link takes a backslash behind
 * it along: what it should have escaped would be free. So beside addresses marks
 * become character references.
 */
export function plainLine(text: string): string {
  const line = spelled(text).replace(/\s+/g, ' ').trim()
  if (!/:\/\/|www\.|@/i.test(line)) return line.replace(/[\\`*_[\]<>#|~&]/g, '\\$&')
  return line.replace(/[\\`*_[\]<>#|~&]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
