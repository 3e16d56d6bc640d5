const longest = 120

/** A prompt cut into a heading and what stands below it. */
export interface PromptTitle {
  title: string
  /** The rest, or the whole where no clean cut exists. Empty when the title says it all. */
  rest: string
}

/**
 * First line or first sentence of a prompt, at most 120 characters.
 *
 * A prompt that begins with structure (a list, a fence, a quote) or with one
 * long sentence keeps its whole text below an abridged title.
 */
export function titleOfPrompt(text: string): PromptTitle {
  const trimmed = text.trim()
  const [line = ''] = trimmed.split('\n')
  const heading = /^#{1,6}[ \t]+(.*?)[ \t#]*$/.exec(line)?.[1]
  if (heading && heading.length <= longest)
    return {title: heading, rest: after(trimmed, line.length)}
  if (isStructure(line) || /^\s*(?:=+|-+)\s*$/.test(trimmed.split('\n')[1] ?? '')) {
    return {title: abridge(line), rest: trimmed}
  }
  if (line.length <= longest && isBalanced(line))
    return {title: line, rest: after(trimmed, line.length)}
  const sentence = /^.{2,119}?[.!?。！？…](?=\s)/u.exec(line)?.[0]
  if (sentence && isBalanced(sentence))
    return {title: sentence, rest: after(trimmed, sentence.length)}
  return {title: abridge(line), rest: trimmed}
}

function after(text: string, length: number): string {
  return text
    .slice(length)
    .replace(/^[ \t]*\n?/, '')
    .trim()
}

function abridge(line: string): string {
  const plain = line.replace(/^[\s>#*+-]+/, '').trim() || line.trim()
  if (plain.length <= longest) return plain
  const cut = plain.slice(0, longest - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > 60 ? cut.slice(0, space) : cut).replace(/[\ud800-\udbff]$/, '')}…`
}

function isStructure(line: string): boolean {
  return /^(?:```|~~~|[>|*+-]|\d{1,9}[.)]\s|#{1,6}(?:\s|$)| {4}|\t|\[[^\]]*\]:)/.test(line)
}

/** Cutting between the halves of a pair of marks would leave both halves as text. */
function isBalanced(text: string): boolean {
  const marks = text.match(/`|\*\*|__|~~/g) ?? []
  const isPaired = marks.filter((mark) => mark === '`').length % 2 === 0 && marks.length % 2 === 0
  return isPaired && count(text, '[') === count(text, ']') && !/\\$/.test(text)
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
