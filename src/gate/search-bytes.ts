/** What a search found: number of the pattern, and the byte that it begins at. */
interface Match {
  pattern: number
  at: number
}

/** Finds many byte strings at once. */
export interface ByteSearch {
  /** Bytes of the longest pattern. */
  longest: number
  /** All matches in some bytes, in order of their ends. */
  search(bytes: Uint8Array): Match[]
}

/**
 * Search for many byte strings in one pass, after Wu and Manber (1994): pairs of bytes that
 * stand in no pattern let it leap over almost as many bytes as the shortest pattern has, so
 * that hundreds of patterns cost hardly more than one. Patterns of one byte are left out.
 */
export function createByteSearch(given: readonly Uint8Array[]): ByteSearch {
  const patterns = given
    .map((bytes, number) => ({bytes, number}))
    .filter(({bytes}) => bytes.length > 1)
  const reach = Math.min(255, ...patterns.map(({bytes}) => bytes.length))
  const leaps = new Uint8Array(65_536).fill(reach - 1)
  const byPair = new Map<number, typeof patterns>()
  for (const pattern of patterns) {
    for (let at = 1; at < reach; at++) {
      const pair = pairAt(pattern.bytes, at)
      leaps[pair] = Math.min(leaps[pair] ?? 0, reach - 1 - at)
    }
    const last = pairAt(pattern.bytes, reach - 1)
    byPair.set(last, [...(byPair.get(last) ?? []), pattern])
  }
  return {longest: Math.max(0, ...patterns.map(({bytes}) => bytes.length)), search}

  function search(bytes: Uint8Array): Match[] {
    const matches: Match[] = []
    if (patterns.length === 0) return matches
    for (let end = reach - 1; end < bytes.length; ) {
      const pair = pairAt(bytes, end)
      const leap = leaps[pair] ?? 0
      if (leap > 0) {
        end += leap
        continue
      }
      const at = end - reach + 1
      for (const {bytes: wanted, number} of byPair.get(pair) ?? []) {
        if (standsAt(bytes, at, wanted)) matches.push({pattern: number, at})
      }
      end += 1
    }
    return matches
  }
}

function pairAt(bytes: Uint8Array, end: number): number {
  return ((bytes[end - 1] ?? 0) << 8) | (bytes[end] ?? 0)
}

function standsAt(bytes: Uint8Array, at: number, wanted: Uint8Array): boolean {
  if (at + wanted.length > bytes.length) return false
  for (let index = 0; index < wanted.length; index++) {
    if (bytes[at + index] !== wanted[index]) return false
  }
  return true
}
