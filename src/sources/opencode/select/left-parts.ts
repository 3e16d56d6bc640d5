import type {LeftPart} from '../../../session/native.js'

/** One entry for what was said of a block several times: `3 files` for three of them. */
export function describeLeftTwice(parts: readonly LeftPart[]): LeftPart[] {
  const counts = new Map<string, {part: LeftPart; times: number}>()
  for (const part of parts) {
    const key = `${part.turn}-${part.block} ${part.isWhole} ${part.what}`
    const known = counts.get(key)
    if (known) known.times++
    else counts.set(key, {part, times: 1})
  }
  return [...counts.values()].map(({part, times}) =>
    times > 1 && /^(?:file|image)$/.test(part.what)
      ? {...part, what: `${times} ${part.what}s`}
      : part,
  )
}
