/** First and last characters of a value: enough to know it again, never more than a quarter of it. */
export function sampleOf(value: string): string {
  const signs = [...value.replace(/\s+/g, ' ')]
  const shown = Math.min(4, Math.floor(signs.length / 8))
  return `${signs.slice(0, shown).join('')}…${shown > 0 ? signs.slice(-shown).join('') : ''}`
}
