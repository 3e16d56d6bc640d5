/** How long ago a moment was, in one short phrase such as `3 h ago`. */
export function describeAge(then: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - then) / 1000))
  for (const [length, name] of units) {
    if (seconds >= length) return `${Math.floor(seconds / length)} ${name} ago`
  }
  return 'just now'
}

const units = [
  [31_557_600, 'y'],
  [86_400, 'd'],
  [3600, 'h'],
  [60, 'min'],
] as const
