import {structuredPatch} from 'diff'

const maxCharacters = 200_000

/** Hunks between two texts, three lines of context; everything deleted and inserted where they are huge. */
export function diffTexts(before: string, after: string): string {
  const isSmall = before.length + after.length <= maxCharacters
  const patch = isSmall
    ? structuredPatch('a', 'b', before, after, '', '', {context: 3, maxEditLength: 2_000})
    : undefined
  if (!patch) return [...signed('-', before), ...signed('+', after)].join('')
  return patch.hunks
    .map((hunk) => {
      const head = `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@\n`
      return head + hunk.lines.map((line) => `${line}\n`).join('')
    })
    .join('')
}

function signed(sign: string, text: string): string[] {
  if (text === '') return []
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => `${sign}${line}\n`)
}
