import {fold} from '../../../templates/fold.js'
import {step} from '../../../templates/step.js'
import {isFailure} from '../../session/failure.js'
import type {ToolCall} from '../../session/model.js'
import {isMark, type Piece} from '../flow.js'
import {type Html, type HtmlValue, html, isEmpty} from '../html.js'
import {renderFile} from '../media/file.js'
import {renderLeft} from '../page/left-out.js'
import type {Scope} from '../scope.js'
import {formatDuration} from '../text/format.js'
import {diffsOf, editParts, patchParts, writeParts} from './change.js'
import {executeParts} from './execute.js'
import {fetchParts} from './fetch.js'
import {diagnosticList, errorText, isDismissed, leftOver} from './outcome.js'
import {readParts} from './read.js'
import {searchParts} from './search.js'
import {otherParts, questionParts, skillParts, todoParts} from './small.js'
import type {ToolParts} from './step-parts.js'
import {taskParts} from './task.js'
import {jsonCard} from './values.js'

/** One call of a tool, in pieces: its own form by kind, and what all of them may have. */
export function* renderTool(call: ToolCall, id: string, scope: Scope): Generator<Piece> {
  const parts = partsOf(call, id, scope)
  const state = stateOf(call)
  yield* step({
    id,
    icon: parts.icon,
    className: parts.isTalk ? 'sp-talk' : undefined,
    state: state?.name,
    isOpen: parts.isOpen || call.status === 'failed' || call.attachments.length > 0,
    verb: parts.verb,
    object: parts.object,
    objectWhenOpen: parts.objectWhenOpen,
    isCode: parts.isCode ?? false,
    facts: [
      state?.words,
      ...(parts.facts ?? []),
      call.duration !== undefined && formatDuration(call.duration),
      call.isUndone && 'undone',
    ].filter((fact) => fact !== undefined && fact !== false) as HtmlValue[],
    body: orNothing(toolBody(call, parts, scope)),
  })
}

/** A line that opens has something behind it. */
function* orNothing(body: Iterable<Piece>): Generator<Piece> {
  let isNothing = true
  for (const piece of body) {
    isNothing &&= !isMark(piece) && isEmpty(piece)
    yield piece
  }
  if (isNothing) yield html`<p class="sp-note">Nothing more was recorded.</p>`
}

/** What a call says in the form of its kind, or that nobody is to know what it was given. */
export function partsOf(call: ToolCall, id: string, scope: Scope): ToolParts {
  const parts = partsByKind(call, id, scope)
  if (!call.left?.includes('input')) return parts
  const {objectWhenOpen: _, ...rest} = parts
  return {...rest, object: html`<span class="sp-soft">input left out</span>`, isCode: false}
}

function partsByKind(call: ToolCall, id: string, scope: Scope): ToolParts {
  const {details} = call
  switch (details.kind) {
    case 'execute':
      return executeParts(call, details, scope)
    case 'read':
      return readParts(call, details, scope)
    case 'search':
      return searchParts(call, details, scope)
    case 'edit':
      return editParts(call, details, scope)
    case 'write':
      return writeParts(call, details, scope)
    case 'patch':
      return patchParts(call, details, scope)
    case 'fetch':
      return fetchParts(call, details, scope, id)
    case 'task':
      return taskParts(call, details, scope, id)
    case 'todo':
      return todoParts(call, details)
    case 'question':
      return questionParts(call, details)
    case 'skill':
      return skillParts(call, details, scope, id)
    case 'other':
      return otherParts(call, details, scope)
  }
}

/** What is behind the line of a call. */
export function* toolBody(call: ToolCall, parts: ToolParts, scope: Scope): Generator<Piece> {
  yield* parts.body
  if (!parts.hasDiffs) yield* diffsOf(call, scope)
  if (!parts.hasOutput && call.output) yield leftOver(call.output, parts.isOpen, scope)
  if (call.outputState === 'cut') yield html`<p class="sp-tail">The agent cut this output.</p>\n`
  if (call.outputState === 'cleared') {
    yield html`<p class="sp-tail">The agent cleared this output from the model’s context later.</p>\n`
  }
  // That the input is left out is said on the line of the call.
  yield renderLeft(call.left?.filter((what) => what !== 'input'))
  if (call.error) yield errorText(call, call.error, scope)
  if (call.diagnostics.length > 0) yield diagnosticList(call.diagnostics)
  for (const file of call.attachments) yield renderFile(file, scope)
  const extra = {...titleOf(call, parts), ...call.extra}
  if (Object.keys(extra).length > 0) yield fold('More that was recorded', jsonCard(extra, scope))
}

/** A state, and the words for it where no other fact says it. */
function stateOf(call: ToolCall): {name: string; words?: Html} | undefined {
  if (isDismissed(call)) return {name: 'stopped'}
  if (call.isInterrupted) {
    return {name: 'stopped', words: html`<span class="sp-warn">interrupted</span>`}
  }
  if (call.status === 'failed')
    return {name: 'failed', words: html`<span class="sp-bad">failed</span>`}
  if (call.status === 'completed') return isFailure(call) ? {name: 'failed'} : undefined
  const words = call.status === 'running' ? 'still running' : 'not started'
  return {name: call.status, words: html`<span class="sp-warn">${words}</span>`}
}

/** The recorded title and name, where the line does not say them already. */
function titleOf(call: ToolCall, parts: ToolParts): Record<string, string> {
  const said = JSON.stringify([call.details, parts.verb])
  const isSaid = (text: string) => said.includes(JSON.stringify(text).slice(1, -1))
  return {
    ...(call.title && !isSaid(call.title) && {title: call.title}),
    ...(isOwnName(call) && {tool: call.name}),
  }
}

function isOwnName({name, details}: ToolCall): boolean {
  return details.kind !== 'other' && !usualNames.has(name.toLowerCase())
}

const usualNames = new Set(
  'bash shell execute read glob grep list ls search edit multiedit write patch apply_patch webfetch websearch fetch task subagent todowrite todoread todo question skill'.split(
    ' ',
  ),
)
