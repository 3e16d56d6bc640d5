/**
 * Whether a text has letters that run from right to left. One that has none
 * reads the same with `dir="auto"` as without, which saves it an attribute a
 * paragraph.
 */
export function hasRightToLeft(text: string): boolean {
  return rightToLeft.test(text)
}

/** Scripts of Unicode that run from right to left, and the marks that say so. */
const rightToLeft =
  /[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufeff]|[\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u
