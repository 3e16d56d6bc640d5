/** Which of the gate's detectors found something. */
export type Detector = 'known-value' | 'rule' | 'secretlint'

/** Something that a detector found, with its value. It never leaves the process. */
export interface Hit {
  detector: Detector
  /** Kind, such as `github-token`, `known-value` or `secretlint-aws`. */
  rule: string
  /** What it is, in words. */
  what: string
  value: string
  /** Line of the file that it begins in, from 1. */
  line: number
}

/** Something in a finished bundle that must not become public, for the person's own eyes. */
export interface GateFinding {
  /** Kind and fingerprint of the value, as `--allow` takes it: `github-token:3f9a1c20`. */
  id: string
  /** Path in the bundle. */
  file: string
  detector: Detector
  /** What it is, in words. */
  what: string
  /** First and last characters of the value, never more than a quarter of it. */
  sample: string
  /** Line of the file that it begins in, from 1. */
  line: number
}
