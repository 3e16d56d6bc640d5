import {fenceAfter} from './guard.js'

/**
 * Math as code, before Markdown takes its backslashes and underscores for its
 * own: `$…$` and `\(…\)` in a line, `$$…$$` and `\[…\]` as blocks.
 *
 * Nothing here draws formulas; whoever needs one can read its source. Amounts of
 * money and variables of a shell are none: math holds a sign of TeX, or is one letter.
 */
export function mathAsCode(markdown: string): string {
  if (!/\$|\\[([]/.test(markdown)) return markdown
  const lines = markdown.split('\n')
  const result: string[] = []
  let fence: string | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const isCode = fence !== undefined
    fence = fenceAfter(line, fence)
    // An indented line may be code, one that begins with a tag is shown as it is.
    if (isCode || fence !== undefined || /^(?: {4}|\t|\s*<)/.test(line)) {
      result.push(line)
      continue
    }
    const block = blockFrom(lines, at)
    result.push(...(block?.lines ?? [inLine(line)]))
    if (block) at = block.end
  }
  return result.join('\n')
}

/** Lines of source that one block may have. */
const longestBlock = 60

/** The block that begins in a line, as a fence, and its last line. */
function blockFrom(
  lines: readonly string[],
  start: number,
): {lines: string[]; end: number} | undefined {
  const [, indent = '', open, first = ''] =
    /^( {0,3})(\$\$|\\\[)(.*)$/.exec(lines[start] ?? '') ?? []
  if (open === undefined) return undefined
  const close = open === '$$' ? '$$' : '\\]'
  const body: string[] = []
  for (let at = start; at < Math.min(lines.length, start + longestBlock); at++) {
    const line = at === start ? first : (lines[at] ?? '')
    if (line.includes('```') || (at > start && line.trim() === '')) return undefined
    const end = line.indexOf(close)
    body.push(end === -1 ? line : line.slice(0, end))
    if (end === -1) continue
    if (line.slice(end + close.length).trim() !== '') return undefined
    const source = body.filter((one) => one.trim() !== '')
    const fenced = ['```math', ...source.map((one) => one.trim()), '```']
    return {lines: fenced.map((one) => indent + one), end: at}
  }
  return undefined
}

/** Code and escapes, which stay as they are; then math, by its four marks. */
const marks =
  /(`+)(?!`).*?[^`]\1(?!`)|\\\\|\\\$|(?<![\w$/=&?])(?:\$\$(?=[^$]*[\\^_={])[^$]+\$\$|\$(?=[A-Za-z]\$|[^$]*[\\^_={])[^\s$](?:[^$]*[^\s$])?\$(?![\w$]))|\\\((?=(?:(?!\\\)).){0,400}?(?:\\[A-Za-z]|[\^_=])).{1,400}?\\\)|\\\[(?=(?:(?!\\\]).){0,400}?(?:\\[A-Za-z]|[\^_=])).{1,400}?\\\]/g

function inLine(line: string): string {
  if (line.length > 8_000) return line
  return line.replace(marks, (found, ticks?: string) =>
    ticks || found.length < 3 || found.includes('`') ? found : `\`${found}\``,
  )
}
