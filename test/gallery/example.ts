import type {RenderContext} from '../../src/render/render-context.js'
import type {Block, Session, Turn} from '../../src/session/model.js'

/** Elements of a page, in the order of the gallery. */
export const elements = {
  masthead: 'Masthead',
  contents: 'Contents',
  prompt: 'Prompt',
  answer: 'Answer',
  added: 'Text that nobody wrote',
  thought: 'Thought',
  looked: 'Looked at',
  run: 'Steps in a row',
  execute: 'Command',
  read: 'Read',
  search: 'Search',
  edit: 'Edit',
  write: 'Write',
  patch: 'Patch',
  fetch: 'Fetch',
  todo: 'Plan',
  question: 'Question',
  task: 'Subagent',
  skill: 'Skill',
  other: 'Any other tool',
  unknown: 'Unknown part',
  file: 'File of the session',
  notice: 'Notice',
  divider: 'Divider',
  left: 'Left out by the author',
  end: 'End of a turn',
  again: 'Continued from the page before',
  pager: 'Ways to other pages',
  parts: 'Parts after the turns',
} as const

export type ElementName = keyof typeof elements

/** A state that one element can be in, such as `exit 1`. */
export interface State {
  element: ElementName
  state: string
}

/** What is rendered for an example. */
export type Subject =
  | {type: 'blocks'; blocks: Block[]}
  | {type: 'turn'; turn: Turn}
  /** A turn as it goes on after a cut, `seam` counted from 1. */
  | {type: 'again'; turn: Turn; seam: number}
  | {type: 'masthead'}
  | {type: 'contents'}
  | {type: 'slim'}
  | {type: 'pager'}
  | {type: 'parts'}

/** One element of a page in one state or several. */
export interface Example {
  element: ElementName
  states: string[]
  /** Fixture that it came from, or what it was made by. */
  from: string
  /** The session around it. */
  session: Session
  subject: Subject
  /** What differs from a usual page, such as tighter limits. */
  given?: Partial<RenderContext>
}

/** A session to look for examples in. */
export interface Origin {
  name: string
  session: Session
  given?: Partial<RenderContext>
}
