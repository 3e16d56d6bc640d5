import {structuredPatch} from 'diff'

const maxCharacters = 200_000
const maxEdits = 2_000

/**
 * Lines that differ between two pieces of a file, as a patch without a header:
 * where in the file they stand is not known. Huge ones are all deleted and
 * inserted.
 */
export function diffTexts(before: string, after: string): string {
  const isSmall = before.length + after.length <= maxCharacters
  const options = {context: Number.MAX_SAFE_INTEGER, maxEditLength: maxEdits}
  const patch = isSmall
    ? structuredPatch('a', 'b', withEnd(before), withEnd(after), '', '', options)
    : undefined
  if (!patch) return [...signed('-', before), ...signed('+', after)].join('')
  const lines = patch.hunks.flatMap((hunk) => hunk.lines)
  return lines.length > 0 ? lines.map((line) => `${line}\n`).join('') : signed(' ', after).join('')
}

function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}

function signed(sign: string, text: string): string[] {
  return text === ''
    ? []
    : withEnd(text)
        .slice(0, -1)
        .split('\n')
        .map((line) => `${sign}${line}\n`)
}
