/** Why an expression must not be used, and what to write in its place. */
export interface PatternRisk {
  why: string
  hint: string
}

export function findRisk(_text: string): PatternRisk | undefined {
  return undefined
}
