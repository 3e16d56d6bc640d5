/**
 * What a person may see of a value to know it again: its first four and last
 * two characters, but never more than a quarter of it. Short values show their
 * length alone, addresses their first letter.
 */
export function sampleOf(value: string): string {
  if (value === '') return ''
  const signs = [...value]
  if (/^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(value)) return `${plain(signs.slice(0, 1))}…@…`
  if (signs.length < 8) return 'under 8 characters'
  if (signs.length < 12) return '8 to 11 characters'
  const shown = Math.min(6, Math.floor(signs.length / 4))
  const last = Math.min(2, Math.floor(shown / 3))
  return `${plain(signs.slice(0, shown - last))}…${plain(signs.slice(-last))}`
}

/** A sample is one line of a list, whatever the value is made of. */
function plain(signs: string[]): string {
  return signs.join('').replace(/[\p{C}\p{Z}]/gu, '·')
}
