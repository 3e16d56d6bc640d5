import type {Colour} from '../code/colourer.js'
import type {Span} from '../code/spans.js'
import type {DiffLine} from './parse.js'

/**
 * Colours of a hunk's lines. Each side is coloured as the text that it is, so
 * that a comment opened by a deleted line colours no inserted one.
 */
export async function coloursOf(
  lines: readonly DiffLine[],
  colour: Colour,
  language: string | undefined,
): Promise<Map<DiffLine, Span[]>> {
  const colours = new Map<DiffLine, Span[]>()
  if (language === undefined) return colours
  const hasOld = lines.some(({type}) => type === 'delete')
  const hasNew = lines.some(({type}) => type === 'insert')
  // Unchanged lines take the colours of the new side, which is the later one.
  for (const side of [hasOld && 'delete', (hasNew || !hasOld) && 'insert']) {
    if (!side) continue
    const shown = lines.filter(({type}) => type === 'context' || type === side)
    const code = shown.map(({text}) => text).join('\n')
    const spans = await colour(code, language)
    for (const [index, line] of shown.entries()) colours.set(line, spans[index] ?? [])
  }
  return colours
}
