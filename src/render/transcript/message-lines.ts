import {fenceAfter} from '../markdown/guard.js'

/** How a message stands in a transcript. */
export type MessageForm = 'quote' | 'embedded'

/** A message that does nothing any more, in the form that it stands in. */
export function messageLines(text: string, form: MessageForm): string {
  return form === 'quote' ? quoted(text) : embedded(text)
}

/** As a quotation, every line of it. */
function quoted(text: string): string {
  return `${text
    .split('\n')
    .map((line) => `> ${line}`.replace(/[ \t]+$/, ''))
    .join('\n')}\n\n`
}

/** Its headings move below those of the transcript, and an open fence is closed. */
function embedded(text: string): string {
  let open: string | undefined
  const lines = text.split('\n').map((line) => {
    const isCode = open !== undefined
    open = fenceAfter(line, open)
    return isCode ? line : lowered(line)
  })
  if (open !== undefined) lines.push(open)
  return `${lines.join('\n')}\n\n`
}

function lowered(line: string): string {
  const heading = /^ {0,3}(#{1,6})(?=\s)(.*)$/s.exec(line)
  if (!heading) return line
  return `${'#'.repeat(Math.min(6, (heading[1] ?? '').length + 2))}${heading[2]}`
}
