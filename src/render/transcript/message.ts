import {inert} from './inert.js'

/** A message as a quotation, every line of it. */
export function quote(text: string): string {
  return `${inert(text.trim())
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')}\n\n`
}

/**
 * A message inside the transcript: its headings move below those of the
 * transcript, an open fence is closed, and nothing in it does anything.
 */
export function embedded(text: string): string {
  let open: string | undefined
  const lines = inert(text.trim())
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
  if (!heading) return line
  return `${'#'.repeat(Math.min(6, (heading[1] ?? '').length + 2))}${heading[2]}`
}
