/**
 * Whether a text holds anything that could do something, outside of its code: tags, and what begins
 * or defines links and pictures. A parser has to look at it then.
 */
export function mayAct(text: string): boolean {
  // Bare addresses are always safe ones.
  return /<|!\[|\]\(|\]:|\]\[/.test(withoutFences(text) ?? text)
}

/**
 * A text without the code of its fences. `undefined` where another reader could see other fences: where
 * any mark of one stands but in the first column, which no list and no quote goes on in, or is a tilde.
 */
function withoutFences(text: string): string | undefined {
  if (!text.includes('```')) return text
  if (text.includes('~~~') || /[^\n]```/.test(text)) return undefined
  const kept: string[] = []
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const [, mark, rest = ''] = /^(`{3,})(.*)$/.exec(line) ?? []
    if (fence === undefined) {
      kept.push(line)
      // A mark with another one behind it is code in a line.
      if (mark !== undefined && rest.includes('`')) return undefined
      fence = mark
    } else if (mark !== undefined && mark.length >= fence.length && rest.trim() === '') {
      kept.push(line)
      fence = undefined
    }
  }
  return fence === undefined ? kept.join('\n') : undefined
}
