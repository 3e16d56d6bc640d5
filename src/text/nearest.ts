/** The candidate that was most likely meant by `typed`; `undefined` when none is close. */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(typed.length / 2)) + 1
  for (const candidate of candidates) {
    const distance = countEdits(typed.toLowerCase(), candidate.toLowerCase())
    if (distance >= least || distance >= candidate.length) continue
    best = candidate
    least = distance
  }
  return best
}

/** Letters to add, drop or change to make one text of another (Levenshtein). */
export function countEdits(from: string, to: string): number {
  let row = Array.from({length: to.length + 1}, (_, column) => column)
  for (const [line, letter] of [...from].entries()) {
    const next = [line + 1]
    for (let column = 1; column <= to.length; column++) {
      const change = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1)
      next.push(Math.min(change, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
