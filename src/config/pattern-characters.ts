/** The characters that a set takes, such as `[a-z]`, as bits. */
export type CharactersOf = (set: string) => bigint

/** Sets as bits: one for each character of European scripts, of some others, and of the expression itself. */
export function readCharacters(text: string): CharactersOf {
  const alphabet = new Set([...text, ...'αж中ا–€😀'])
  for (let code = 0; code < 0x180; code++) alphabet.add(String.fromCodePoint(code))
  const known = new Map<string, bigint>()
  return (set) => {
    let bits = known.get(set)
    if (bits !== undefined) return bits
    const pattern = new RegExp(`^(?:${set})$`, 'u')
    bits = 0n
    for (const [index, character] of [...alphabet].entries()) {
      if (pattern.test(character)) bits |= 1n << BigInt(index)
    }
    known.set(set, bits)
    return bits
  }
}
