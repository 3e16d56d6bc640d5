import {keyValues} from '../../../templates/key-values.js'
import type {ToolCall} from '../../session/model.js'
import {modelName} from '../../session/model-name.js'
import type {Piece} from '../flow.js'
import {type HtmlValue, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import type {Scope, Taken} from '../scope.js'
import {count, formatCost} from '../text/format.js'
import {visible} from '../text/visible.js'
import {type DetailsOf, type ToolParts, verbOf} from './step-parts.js'

/** A task given to a subagent: the order, its whole conversation, its answer. */
export function taskParts(
  call: ToolCall,
  details: DetailsOf<'task'>,
  scope: Scope,
  id: string,
): ToolParts {
  const child = scope.takeChild(call.childID, id)
  const cost = child.session?.totals.cost
  return {
    icon: 'agent',
    verb: verbOf(call, 'Delegated', 'Delegate'),
    object: html`${details.description || visible(call.name)}${details.agent && html` <span class="sp-soft">to ${details.agent}</span>`}`,
    facts: [
      child.session &&
        child.session.totals.toolCalls > 0 &&
        count(child.session.totals.toolCalls, 'step'),
      details.model && modelName(details.model),
      details.state,
      cost !== undefined && cost > 0 && formatCost(cost),
    ],
    isOpen: false,
    hasOutput: true,
    body: taskBody(call, details, child, scope, id),
  }
}

function* taskBody(
  call: ToolCall,
  details: DetailsOf<'task'>,
  {session, shownAt}: Taken,
  scope: Scope,
  id: string,
): Generator<Piece> {
  const facts: [string, HtmlValue][] = []
  if (details.command !== undefined) facts.push(['command', visible(details.command)])
  yield keyValues(facts)
  yield html`<p class="sp-sub">Task</p>${prose(details.prompt, `${id}-task`, scope)}\n`
  if (session && scope.depth + 1 >= scope.limits.depth) {
    scope.postpone(session, id)
    yield html`<p class="sp-note">Its conversation is shown after the turns: it is nested too deeply for this place.</p>`
  } else if (session) {
    yield* scope.renderNested(session, scope, id)
  } else if (call.childID !== undefined) {
    if (shownAt) yield {mark: 'refers', ids: [shownAt]}
    yield shownAt
      ? html`<p class="sp-note">It went on with <a href="#${shownAt}">an earlier conversation</a>, which is shown there as a whole.</p>`
      : html`<p class="sp-note">Its conversation was not given with this session.</p>`
  }
  if (call.output)
    yield html`<p class="sp-sub">Answer</p>${prose(call.output, `${id}-answer`, scope)}\n`
}
