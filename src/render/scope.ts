import type {Session} from '../session/model.js'
import type {Html} from './html.js'
import {type RenderContext, type RenderLimits, renderLimits} from './render-context.js'

/** What rendering one session knows beside the block at hand. Nested sessions get their own. */
export interface Scope {
  context: RenderContext
  limits: RenderLimits
  /** Level of the turns' headings. Text inside starts one level below. */
  heading: number
  /** Levels of subagents around. */
  depth: number
  /** Begins the ids of turns: `t` on the page itself, `t2-1-` inside of block `t2-1`. */
  prefix: string
  /** Take an id; a second taker of the same gets another one, so that ids stay unique. */
  claim(id: string): string
  /** The subagent of a task call, once; `undefined` when it is not here or was shown before. */
  takeChild(id: string | undefined): Session | undefined
  /** Sessions too deep to nest, to be shown after the turns. */
  postpone(session: Session, from: string): void
  /** Turns of another session, one step in. */
  renderNested(session: Session, from: Scope, id: string): Generator<Html>
}

/** What the scopes of one page share. */
export interface PageState {
  ids: Set<string>
  shown: Set<Session>
  later: {session: Session; from: string}[]
}

/** Nothing claimed, nothing shown. */
export function newPageState(): PageState {
  return {ids: new Set(), shown: new Set(), later: []}
}

/** Scope of the page's own session. */
export function rootScope(
  session: Session,
  context: RenderContext,
  state: PageState,
  renderNested: Scope['renderNested'],
): Scope {
  return {
    context,
    limits: {...renderLimits, ...context.limits},
    heading: 2,
    depth: 0,
    prefix: 't',
    claim: (id) => claim(state.ids, id),
    takeChild: (id) => takeChild(session, state, id),
    postpone: (child, from) => state.later.push({session: child, from}),
    renderNested,
  }
}

/** Scope of a subagent's turns, `id` being the element that holds them. */
export function nestedScope(session: Session, from: Scope, id: string, state: PageState): Scope {
  return {
    ...from,
    heading: Math.min(from.heading + 1, 5),
    depth: from.depth + 1,
    prefix: `${id}-`,
    takeChild: (childID) => takeChild(session, state, childID),
  }
}

function claim(ids: Set<string>, wanted: string): string {
  let id = wanted
  for (let again = 2; ids.has(id); again++) id = `${wanted}-again-${again}`
  ids.add(id)
  return id
}

function takeChild(
  session: Session,
  state: PageState,
  id: string | undefined,
): Session | undefined {
  const child = id === undefined ? undefined : session.children.find((one) => one.id === id)
  if (!child || state.shown.has(child)) return undefined
  state.shown.add(child)
  return child
}
