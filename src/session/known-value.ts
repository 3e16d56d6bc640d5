/** A secret of the person's own machine, to be searched literally. Never stored, never printed. */
export interface KnownValue {
  value: string
  /** Where it is from, in words without the value: `the variable GITHUB_TOKEN`. */
  origin: string
}
