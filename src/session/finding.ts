/** One secret or private detail that redaction masked, without its value. */
export interface Finding {
  /** Kind, such as `github-token` or `home-directory`. */
  rule: string
  /** Number of the value among those of its kind, in order of appearance; 0 for kinds without numbers. */
  number: number
  /** How often this value was masked. */
  count: number
}
