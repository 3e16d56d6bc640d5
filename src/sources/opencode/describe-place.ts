import type {NativePlace} from '../../session/finding.js'
import {type Json, type JsonObject, objectOf, textOf} from '../../session/json.js'
import type {Block} from '../../session/model.js'
import type {NativeSession} from '../../session/native.js'
import {originsOf, type PageNumbers} from './origins.js'

/** Where something stands, in the words of the page. */
export interface DescribedPlace {
  /** Session that it stands in: the root's or a subagent's. */
  sessionID: string
  /** Number of the turn; absent for what belongs to the session as a whole. */
  turn?: number
  /** Number of the block in its turn; 0 is the prompt. Absent for what no block shows. */
  block?: number
  /** `prompt`, `answer`, `reasoning`, a tool's name, `title`, `todo`, `diff of src/x.ts`, … */
  what: string
  /** Field below that, such as `input.command`, `output`. Empty where `what` says it all. */
  field: string
}

type Steps = readonly (string | number)[]

/**
 * Make a teller of places for one session and its subagents. The numbers of a
 * session are looked up once, when a place in it is asked for first.
 */
export function createPlaceTeller(root: NativeSession): (place: NativePlace) => DescribedPlace {
  const numbers = new Map<NativeSession, PageNumbers>()
  return ({session: way, path}) => {
    const session = way.reduce<NativeSession>((at, index) => at.children[index] ?? at, root)
    const known = numbers.get(session) ?? originsOf(session)
    numbers.set(session, known)
    const sessionID = textOf(session.info.id) ?? ''
    return {sessionID, ...describe(session, path, known)}
  }
}

/** Say where one string of a session stands. For many of them: `createPlaceTeller`. */
export function placeOf(root: NativeSession, place: NativePlace): DescribedPlace {
  return createPlaceTeller(root)(place)
}

type Described = Omit<DescribedPlace, 'sessionID'>

function describe(session: NativeSession, path: Steps, numbers: PageNumbers): Described {
  const [list, index, ...rest] = path
  if (list === 'messages' && typeof index === 'number') {
    const message = session.messages[index] ?? {}
    const turn = numbers.turnOf(index)
    return {
      ...(turn === undefined ? {} : {turn}),
      ...describeInMessage(session, message, index, rest, numbers),
    }
  }
  if (list === 'todos') return {what: 'todo', field: fieldOf(rest)}
  if (list === 'diffs' && typeof index === 'number') return diffAt(session.diffs[index], rest)
  const field = fieldOf(path.slice(1))
  return field === 'title' ? {what: 'title', field: ''} : {what: 'session', field}
}

function describeInMessage(
  session: NativeSession,
  message: JsonObject,
  index: number,
  path: Steps,
  numbers: PageNumbers,
): Described {
  const [list, part, ...rest] = path
  const isPart = list === (session.format === 'opencode-2' ? 'content' : 'parts')
  if (isPart && typeof part === 'number') {
    const recorded = objectOf(itemOf(message[list], part))
    const block = numbers.blockOf(index, part)
    return {...numbered(block), ...describePart(recorded, rest, block === 0)}
  }
  const diff = diffIn(message, path)
  if (diff) return diff
  if (numbers.isPrompt(index)) return {block: 0, what: 'prompt', field: promptField(path)}
  const [own] = numbers.ownBlocksOf(index)
  return {
    ...numbered(own?.number),
    what: own ? nameOf(own.block) : 'message',
    field: fieldOf(path[0] === 'info' ? path.slice(1) : path),
  }
}

function numbered(block: number | undefined): {block?: number} {
  return block === undefined ? {} : {block}
}

function describePart(part: JsonObject, path: Steps, isPrompt: boolean): Described {
  if (part.type === 'tool') {
    const [first, ...rest] = path
    const inside = first === 'state' ? rest : path
    const diff = diffBelow(objectOf(part.state), inside)
    if (diff) return diff
    return {what: textOf(part.tool) ?? textOf(part.name) ?? 'tool', field: fieldOf(inside)}
  }
  const field = path.length === 1 && path[0] === 'text' ? '' : fieldOf(path)
  if (part.type === 'text' && part.synthetic === true) return {what: 'added text', field}
  if (part.type === 'text') return {what: isPrompt ? 'prompt' : 'answer', field}
  return {what: textOf(part.type) ?? 'part', field}
}

/** Turn summaries of 1.x, snapshots of 2.x. */
function diffIn(message: JsonObject, path: Steps): Described | undefined {
  if (path[0] === 'info' && path[1] === 'summary' && path[2] === 'diffs') {
    return diffAt(itemOf(objectOf(objectOf(message.info).summary).diffs, path[3]), path.slice(4))
  }
  if (path[0] === 'snapshot' && path[1] === 'files') {
    return diffAt(itemOf(objectOf(message.snapshot).files, path[2]), path.slice(3))
  }
  return undefined
}

/** Diffs in a tool's metadata. */
function diffBelow(state: JsonObject, path: Steps): Described | undefined {
  const metadata = objectOf(state.metadata)
  if (path[0] !== 'metadata') return undefined
  if (path[1] === 'filediff') return diffAt(metadata.filediff, path.slice(2))
  if (path[1] === 'files' && typeof path[2] === 'number') {
    return diffAt(itemOf(metadata.files, path[2]), path.slice(3))
  }
  return undefined
}

function diffAt(diff: Json | undefined, path: Steps): Described {
  const {file, path: name, filePath, relativePath} = objectOf(diff)
  const of = textOf(relativePath) ?? textOf(file) ?? textOf(name) ?? textOf(filePath)
  const field = fieldOf(path)
  return {what: of ? `diff of ${of}` : 'diff', field: field === 'patch' ? '' : field}
}

function promptField(path: Steps): string {
  const field = fieldOf(path[0] === 'info' ? path.slice(1) : path)
  return field === 'text' || field === 'command' ? '' : field
}

function nameOf(block: Block): string {
  if (block.type === 'tool') return block.name
  if (block.type === 'notice') return block.kind
  if (block.type === 'text') return block.isSynthetic ? 'added text' : 'answer'
  return block.type === 'unknown' ? block.name : block.type
}

function itemOf(list: Json | undefined, index: string | number | undefined): Json | undefined {
  return Array.isArray(list) && typeof index === 'number' ? list[index] : undefined
}

/** `input.edits.0.newString`. */
function fieldOf(path: Steps): string {
  return path.join('.')
}
