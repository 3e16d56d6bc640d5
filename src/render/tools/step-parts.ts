import type {ToolCall, ToolDetails} from '../../session/model.js'
import type {Piece} from '../flow.js'
import type {HtmlValue} from '../html.js'

/** What a kind of tool says about a call; the rest is the same for all of them. */
export interface ToolParts {
  /** Icon: `shell`, `read`, `edit`, … */
  icon: string
  verb: string
  object: HtmlValue
  /** In place of the object once the step is open. */
  objectWhenOpen?: HtmlValue
  /** Set when the object is text of a machine. @default false */
  isCode?: boolean
  facts?: readonly HtmlValue[]
  /** Whether it is worth seeing at once. Failures always are. */
  isOpen: boolean
  body: Iterable<Piece>
  /** Set when the body shows the call's output. @default false */
  hasOutput?: boolean
  /** Set for what belongs to the conversation, such as a question. @default false */
  isTalk?: boolean
  /** Set when the body shows the call's diffs. @default false */
  hasDiffs?: boolean
}

/** What was done, or what was to be done where the call did not come to an end. */
export function verbOf({status}: ToolCall, done: string, wanted: string): string {
  return status === 'completed' || status === 'failed' ? done : wanted
}

/** Details of one kind. */
export type DetailsOf<Kind extends string> = Extract<ToolDetails, {kind: Kind}>
