import type {Session} from '../session/model.js'
import type {Piece} from './flow.js'
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
  /** The subagent of a task call: its session for the first call that `place` names, then where that is. */
  takeChild(id: string | undefined, place: string): Taken
  /** Sessions too deep to nest, to be shown after the turns. */
  postpone(session: Session, from: string): void
  /** Turns of another session, one step in. */
  renderNested(session: Session, from: Scope, id: string): Generator<Piece>
}

/** What a task call gets of its subagent: the session, or the id of the step that has it. Neither where it is not here. */
export interface Taken {
  session?: Session
  shownAt?: string
}

/** What the scopes of one page share. */
export interface PageState {
  ids: Set<string>
  /** Where each subagent's session is shown. */
  shown: Map<Session, string>
  later: {session: Session; from: string}[]
}

/** Nothing claimed, nothing shown. */
export function newPageState(): PageState {
  return {ids: new Set(), shown: new Map(), later: []}
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
    takeChild: (id, place) => takeChild(session, state, id, place),
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
    takeChild: (childID, place) => takeChild(session, state, childID, place),
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
  place: string,
): Taken {
  const child = id === undefined ? undefined : session.children.find((one) => one.id === id)
  if (!child) return {}
  const shownAt = state.shown.get(child)
  if (shownAt !== undefined) return {shownAt}
  state.shown.set(child, place)
  return {session: child}
}
