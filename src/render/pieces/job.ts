import type {MessageForm} from '../transcript/message-lines.js'

/**
 * What a piece of a page is made of: texts and numbers, nothing else, so that a thread may make it
 * and the same job always gives the same markup.
 */
export type PieceJob = (ProseJob | PatchJob | SourceJob | MessageJob) & {
  /** Set where code in it gets no colours. */
  isPlain?: true
}

/** A message in Markdown. */
export interface ProseJob {
  type: 'prose'
  /** Cleaned, and found harmless for the parser. */
  text: string
  /** Begins the ids in it. */
  prefix: string
  /** Level of its highest heading. */
  heading: number
}

/** The hunks of a patch. */
export interface PatchJob {
  type: 'patch'
  patch: string
  /** As shiki names it. @default plain */
  language?: string
  /** Hunks of several edits: what lies between two of them is not known. @default false */
  isSummed?: boolean
  /** The end of a longer patch. @default false */
  isTail?: boolean
}

/** Source with numbered lines. */
export interface SourceJob {
  type: 'source'
  code: string
  /** As shiki names it. @default plain */
  language?: string
  /** Number of the first line. @default 1 */
  first?: number
  /** Lines from the top that are coloured. @default all */
  coloured?: number
}

/** A message as the Markdown transcript has it. */
export interface MessageJob {
  type: 'message'
  text: string
  form: MessageForm
}

/** How a job ended. */
export type PieceAnswer =
  | {
      /** `undefined` where the text cannot be read as what it is said to be. */
      markup: string | undefined
      /** Whether it took so long that its languages are better left plain from now on. */
      isSlow?: boolean
    }
  /** `stuck`: it was ended because it did not end. `ended`: so was another that it waited for. */
  | {trouble: 'stuck' | 'ended'}

/** Does jobs, in this thread or in others. */
export type RenderPiece = (job: PieceJob) => Promise<PieceAnswer>

/** The text of a job. */
export function textOfJob(job: PieceJob): string {
  switch (job.type) {
    case 'patch':
      return job.patch
    case 'source':
      return job.code
    default:
      return job.text
  }
}
