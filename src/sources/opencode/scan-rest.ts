/** Collects what of a document is none of its messages. */
export function createRest() {
  const pieces: Uint8Array[] = []
  let piece: Uint8Array = new Uint8Array()
  let from: number | undefined
  let length = 0
  return {
    /** @param at Where the rest begins in a piece; `undefined` where a message goes on in it. */
    begin(next: Uint8Array, at: number | undefined): void {
      piece = next
      from = at
    },
    pause: take,
    resume(at: number): void {
      from = at
    },
    finish(): number {
      take(piece.length)
      return length
    },
    bytes: () => Buffer.concat(pieces),
    /** Whether the list that begins at a place of the piece is that of the messages. */
    namesMessages(at: number): boolean {
      const before = Buffer.concat([...pieces.slice(-2), piece.subarray(from ?? at, at)])
      // A quote of a name that was cut would have a backslash before it.
      return /[{,\s]"messages"\s*:\s*$/.test(before.toString('latin1', before.length - 80))
    },
  }

  function take(to: number): void {
    if (from === undefined) return
    // A copy, also of a Buffer: the next piece may come in the same bytes.
    pieces.push(new Uint8Array(piece.subarray(from, to)))
    length += to - from
    from = undefined
  }
}
