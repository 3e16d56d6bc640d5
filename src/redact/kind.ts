import type {Confidence} from '../session/finding.js'

/** What a value that is masked is. Rules are kinds; what else masks brings its own. */
export interface Kind {
  /** Stable name, shown in place of the value. */
  id: string
  /** What it is, in words. */
  what: string
  /** @default sure */
  confidence?: Confidence
  /** A policy wants it masked, so that nobody is asked whether it may stay. @default false */
  isRequired?: boolean
  /** False where values of the kind are not told apart. @default true */
  hasNumbers?: boolean
}
