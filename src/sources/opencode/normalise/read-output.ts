/** What OpenCode's read tool answered, taken apart. */
export interface ReadOutput {
  lines?: {first: number; text: string; total?: number}
  entries?: string[]
  /** What the tool said beside the content: reminders, "more lines" notes. */
  rest: string
}

/**
 * Take the wrapper off a read tool's answer (reference 1.8).
 *
 * Since 1.1: `<path>…</path> <type>…</type> <content> 1: line … </content>`,
 * before: `<file> 00001| line … </file>`. Undefined when the text has another
 * form: it is then shown as it is.
 */
export function parseReadOutput(output: string): ReadOutput | undefined {
  const folder =
    /^<path>[^\n]*<\/path>\n<type>directory<\/type>\n<entries>\n?([\s\S]*?)\n?<\/entries>\n?([\s\S]*)$/.exec(
      output,
    )
  if (folder) return parseEntries(folder[1] ?? '', folder[2] ?? '')

  const file = /^(?:<path>[^\n]*<\/path>\n<type>file<\/type>\n)?<(content|file)>\n?([\s\S]*)$/.exec(
    output,
  )
  if (file) {
    const body = file[2] ?? ''
    const end = body.lastIndexOf(`</${file[1]}>`)
    const after = end < 0 ? '' : body.slice(end + `</${file[1]}>`.length)
    return parseNumbered(end < 0 ? body : body.slice(0, end), after)
  }
  return parseNumbered(output, '')
}

function parseEntries(list: string, after: string): ReadOutput {
  const lines = list.split('\n')
  const entries = lines.filter((line) => line !== '' && !/^\(.*entries.*\)$/.test(line))
  const notes = lines.filter((line) => /^\(.*entries.*\)$/.test(line))
  return {entries, rest: [...notes, after].join('\n').trim()}
}

function parseNumbered(body: string, after: string): ReadOutput | undefined {
  const lines = body.replace(/\n$/, '').split('\n')
  const texts: string[] = []
  let first = 0
  let index = 0
  for (; index < lines.length; index += 1) {
    const match = /^\s*(\d{1,9})(?:: ?|\| ?|→)(.*)$/s.exec(lines[index] ?? '')
    if (!match) break
    if (texts.length === 0) first = Number(match[1])
    if (Number(match[1]) !== first + texts.length) break
    texts.push(match[2] ?? '')
  }
  const rest = lines.slice(index).join('\n').trim()
  if (texts.length === 0 || rest.split('\n').length > maximumNotes) return undefined
  return {
    lines: {first, text: texts.join('\n'), ...totalOf(rest)},
    rest: [rest, after.trim()].filter(Boolean).join('\n'),
  }
}

/** More lines than this behind the numbered ones mean that the text is something else. */
const maximumNotes = 4

function totalOf(rest: string): {total?: number} {
  const match = /(?:total|of) (\d+)(?: lines|\.)/.exec(rest)
  return match ? {total: Number(match[1])} : {}
}
