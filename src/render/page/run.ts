import {type LookedView, lookedList} from '../../../templates/looked.js'
import {run as runTemplate} from '../../../templates/run.js'
import {step} from '../../../templates/step.js'
import type {ReasoningBlock, ToolCall, UnknownBlock} from '../../session/model.js'
import {markupOf, type Piece, seam} from '../flow.js'
import {type Html, html, isEmpty} from '../html.js'
import {prose} from '../markdown/prose.js'
import type {Scope} from '../scope.js'
import {formatDuration} from '../text/format.js'
import {visible} from '../text/visible.js'
import {partsOf, renderTool, toolBody} from '../tools/tool.js'
import {jsonCard} from '../tools/values.js'
import {renderLeftOut} from './left-out.js'
import {noteOfLooked, noteOfRun} from './run-note.js'
import type {Line, Looked} from './segments.js'

/** Steps in a row, in pieces. `ids` are the elements that they stand in, in order. */
export function* renderRun(
  steps: readonly Line[],
  ids: readonly string[],
  scope: Scope,
): Generator<Piece> {
  // Nothing was done that a line could sum up.
  if (steps.every(({type}) => type === 'left')) yield* stepsOf(steps, ids, scope)
  else yield* runTemplate(noteOfRun(steps), stepsOf(steps, ids, scope))
}

function* stepsOf(steps: readonly Line[], ids: readonly string[], scope: Scope): Generator<Piece> {
  let at = 0
  for (const one of steps) {
    const id = ids[at] ?? ''
    if (at > 0) yield seam(id)
    if (one.type === 'looked') {
      yield* renderLooked(one, ids.slice(at, at + one.calls.length), scope)
      at += one.calls.length
      continue
    }
    if (one.type === 'left') {
      yield renderLeftOut(one.blocks, ids.slice(at, at + one.blocks.length))
      at += one.blocks.length
      continue
    }
    at++
    if (one.type === 'reasoning') yield* reasoning(one, id, scope)
    else if (one.type === 'tool') yield* renderTool(one, id, scope)
    else yield* unknown(one, id, scope)
  }
}

function* renderLooked(looked: Looked, ids: readonly string[], scope: Scope): Generator<Piece> {
  const duration = looked.calls.reduce((sum, call) => sum + (call.duration ?? 0), 0)
  const isUndone = looked.calls[0]?.isUndone ?? false
  const isRead = looked.calls.some(({details}) => details.kind === 'read')
  yield* step({
    icon: isRead ? 'read' : 'search',
    isOpen: false,
    verb: isRead ? 'Looked at' : 'Searched',
    object: isRead ? noteOfLooked(looked) : queriesOf(looked),
    isCode: !isRead,
    facts: [...(duration > 0 ? [formatDuration(duration)] : []), ...(isUndone ? ['undone'] : [])],
    body: lookedList(lines(looked.calls, ids, scope)),
  })
}

/** What was searched for, where nothing was read: the first three. */
function queriesOf({calls}: Looked): Html {
  const queries = calls.flatMap(({details}) =>
    details.kind === 'search' ? [details.query || (details.path ?? '')] : [],
  )
  const rest = queries.length - 3
  return html`${visible(queries.slice(0, 3).join(', ').replaceAll('\n', ' '))}${rest > 0 && ` and ${rest} more`}`
}

function* lines(
  calls: readonly ToolCall[],
  ids: readonly string[],
  scope: Scope,
): Generator<LookedView | Piece> {
  for (const [index, call] of calls.entries()) {
    const id = ids[index] ?? ''
    if (index > 0) yield seam(id)
    const parts = partsOf(call, id, scope)
    const body = markupOf(toolBody(call, parts, scope))
    yield {
      id,
      verb: call.details.kind === 'search' ? verbs[call.details.operation] : 'read',
      object: parts.object,
      facts: (parts.facts ?? []).filter((fact) => fact !== undefined && fact !== false),
      body: isEmpty(body) ? undefined : body,
    }
  }
}

const verbs = {glob: 'find', grep: 'search', list: 'list', code: 'search', lsp: 'ask'}

function reasoning(block: ReasoningBlock, id: string, scope: Scope): Iterable<Piece> {
  const isEmptyText = block.text.trim() === ''
  return step({
    id,
    icon: 'think',
    className: 'sp-think',
    isOpen: false,
    verb: 'Thought',
    object: isEmptyText ? 'kept by the provider, not recorded' : firstOf(block.text),
    isCode: false,
    facts: [
      ...(block.duration === undefined ? [] : [formatDuration(block.duration)]),
      ...(block.isUndone ? ['undone'] : []),
    ],
    body: [
      isEmptyText
        ? html`<p class="sp-note">The provider keeps this reasoning encrypted; its text was not recorded.</p>`
        : prose(block.text, id, scope),
    ],
  })
}

/** First sentence or line of a thought, without its marks. */
function firstOf(text: string): string {
  const line = text.trim().split('\n')[0] ?? ''
  const plain = line.replace(/[*_`#]+/g, '').trim()
  const sentence = /^.{12,159}?[.!?。！？](?=\s)/u.exec(plain)?.[0] ?? plain
  return sentence.slice(0, 160)
}

function unknown(block: UnknownBlock, id: string, scope: Scope): Iterable<Piece> {
  return step({
    id,
    icon: 'tool',
    isOpen: false,
    verb: 'Recorded',
    object: visible(block.name),
    isCode: true,
    facts: ['not known to this version', ...(block.isUndone ? ['undone'] : [])],
    body: [jsonCard(block.data, scope)],
  })
}
