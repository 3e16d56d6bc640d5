import type {Confidence} from '../session/finding.js'
import type {Counts} from './counts.js'

/** Where something stands, as a person finds it on the page. */
export interface ReviewPlace {
  sessionID: string
  /** Number of the prompt, as links count. Absent for what belongs to the session as a whole. */
  turn: number | null
  /** Number of the block in its turn; 0 is the prompt itself. */
  block: number | null
  /** `prompt`, `answer`, the name of a tool, `title`, … */
  what: string
  /** Field below that: `input.command`. */
  field: string
}

/**
 * What a review says of a finding: `redacted` and `allowed` are decided, by a sure rule or by a
 * person; `seen` is a file that a person lets out; `undecided` waits for one.
 */
export type ReviewState = 'redacted' | 'allowed' | 'seen' | 'undecided'

/** One thing that a person may want to know, or has to decide. */
export interface ReviewFinding {
  /** What `--allow` takes. */
  id: string
  /** `redaction`: masked by a rule. `file`: a picture or a binary file. `gate`: found in the finished bytes. */
  type: 'redaction' | 'file' | 'gate'
  /** Kind: `github-token`, `image`, `binary`, or what found it at the gate. */
  rule: string
  /** What it is, in words. */
  what: string
  confidence: Confidence
  /** First and last characters of a value; name and size of a file. */
  sample: string
  count: number
  /** For a finding of the gate empty; `files` tell then. */
  places: ReviewPlace[]
  /** Files of the share, with a line, for findings of the gate. */
  files: {path: string; line: number}[]
  state: ReviewState
  /** Whether a policy wants it masked, so that nobody can let it out. */
  isDemanded: boolean
}

/** What becomes public. */
export interface PublicContent extends Counts {
  /** Tools by how often they were called. */
  tools: {name: string; count: number}[]
  changes: {path: string; additions: number; deletions: number}[]
  subagentTitles: string[]
  /** Files of the bundle. */
  bundle: {path: string; size: number}[]
  bytes: number
}

/** Everything to know before a session is public. */
export interface Review {
  sessionID: string
  title: string
  public: PublicContent
  /** What stays here. */
  left: {
    /** Of every session. */
    always: string[]
    /** By the person's choice, of this one. */
    chosen: string[]
  }
  findings: ReviewFinding[]
}

/** What a person says to a finding. */
export type ReviewDecision = 'redact' | 'allow-once' | 'allow-always' | 'drop' | 'seen'
