/** One kind of secret, known by its form. */
export interface Rule {
  /** Stable name, shown in place of the secret: `[redacted:github-token#1]`. */
  id: string
  /** What it is, in words. */
  what: string
  /** Matches the secret; where it has a group `secret`, that alone is masked. */
  pattern: RegExp
  /**
   * Texts of which one must stand in the same string, or the pattern is not tried.
   * Those of letters alone are of either case where the pattern is.
   */
  keywords: readonly string[]
  /** A text with a secret of this kind: plainly made up, in the vendor's format. */
  example: string
  /** Address of the vendor's page on the format, or on its keys where none says more. */
  documentation?: string
  /** Shannon entropy in bits a character under which what was found is a word or filler. */
  entropy?: number
  /** Set where what was found may well be no secret, so that a person has to decide. */
  confidence?: 'unsure'
  /** Whether what the pattern found is one, where the form alone does not tell. */
  isSecret?: (value: string, whole: string) => boolean
  /** Set where every match begins at a keyword, so that the pattern is tried nowhere else. */
  isAnchored?: true
  /** Set where only a name or header in front says that the value is secret. */
  isNamed?: true
}

/**
 * Where a token may begin: after anything but a letter or digit, after an escape
 * whose last sign only looks like one (`\n`, `%3D`, a colour of a terminal), and right after
 * an option of one letter (`-p`).
 */
export const start =
  '(?:(?<![A-Za-z0-9])|(?<=\\\\[bfnrtv]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|\\[[0-9;?]{0,20}[mGHJKhl]|(?:^|\\s)-[A-Za-z]))'

/** The same for what is long and may hold `-` and `_`, or else means something else after these. */
export const strictStart = `(?:${start}(?<![_-])|(?<=(?:^|\\n|\\\\n)-))`
