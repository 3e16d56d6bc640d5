/** A pattern of the person's or their organisation's own, whose matches must not be public. */
export interface OwnPattern {
  /** What a person reads about what it found. */
  name: string
  /** With the flags `g` and `u`. Where it has a group `secret`, that alone is masked. */
  pattern: RegExp
  /** Whether a policy demands it, so that nothing can allow what it finds. */
  isRequired: boolean
}
