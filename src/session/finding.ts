/** One secret or private detail that redaction masked, without its value. */
export interface Finding {
  /** Kind, such as `github-token` or `home-directory`. */
  rule: string
  /** Number of the value among those of its kind, in order of appearance; 0 for kinds without numbers. */
  number: number
  /** How often this value was masked. */
  count: number
}

/**
 * Whether a finding needs a person: what a `sure` rule found is a secret by its
 * form; what an `unsure` one found stands where a secret could.
 */
export type Confidence = 'sure' | 'unsure'

/**
 * A finding with what a person needs to judge it. It tells something of the
 * value, so it is for the person's own eyes: never in a bundle, never in a ledger.
 */
export interface FindingDetail extends Finding {
  /**
   * Name that stays the same however a session grows: rule and the value's keyed
   * fingerprint, `github-token:3f9a1c20`. Without a key of the person: rule and number.
   */
  id: string
  /** What it is, in words. */
  what: string
  confidence: Confidence
  /** First and last characters of the value, never more than a quarter of it. */
  sample: string
  /** Where it stands; each place once, the first `mostPlaces` of them. */
  places: NativePlace[]
  /** Set where the person lets the value stay; it is masked nowhere and no `Finding`. */
  isAllowed?: true
}

/** Places that a finding names at most: as many as a person looks at. Where it names so many, there may be others. */
export const mostPlaces = 20

/** Where a string stands in a session of an agent's own format. */
export interface NativePlace {
  /** Which session: empty for the root, then indexes of `children` down to a subagent's. */
  session: readonly number[]
  /** Names of fields and numbers of items, from the session down: `['messages', 3, 'parts', 0, 'text']`. */
  path: readonly (string | number)[]
}
