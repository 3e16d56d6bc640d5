import type {Html, HtmlValue} from '../html.js'

/** What a kind of tool says about a call; the rest is the same for all of them. */
export interface ToolParts {
  verb: string
  object: HtmlValue
  /** Set when the object is text of a machine. @default false */
  isCode?: boolean
  facts?: readonly HtmlValue[]
  /** Whether it is worth seeing at once. Failures always are. */
  isOpen: boolean
  body: Iterable<Html>
  /** Set when the body shows the call's output. @default false */
  hasOutput?: boolean
  /** Set when the body shows the call's diffs. @default false */
  hasDiffs?: boolean
}

/** Details of one kind. */
export type DetailsOf<Kind extends string> = Extract<
  import('../../session/model.js').ToolDetails,
  {kind: Kind}
>
