import type {FactView, MastheadView} from '../../../templates/masthead.js'
import {timeline} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import {describeLeftOut, isLeftOut} from '../../session/left-out.js'
import type {Block, Session, Tokens, Turn} from '../../session/model.js'
import {fullModelName} from '../../session/model-name.js'
import {tokenSum} from '../../session/tokens.js'
import {diffCounts} from '../diff/file-diff.js'
import {type Html, type HtmlValue, html} from '../html.js'
import type {RenderContext} from '../render-context.js'
import {
  count,
  formatAmount,
  formatClock,
  formatCost,
  formatDuration,
  formatNumber,
  formatTime,
  isoTime,
} from '../text/format.js'
import {titleOf} from '../text/title.js'
import {visibleProse} from '../text/visible.js'
import {timelineOf} from '../timeline/timeline.js'

/**
 * Everything above the turns. `hrefOf` gives the address of an element, which
 * may lie on another page.
 */
export function topOf(
  session: Session,
  context: RenderContext,
  hrefOf: (id: string) => string,
): MastheadView {
  const view = timelineOf(session, hrefOf)
  const {agent, directory} = session
  // The project's own folder is shortened to a dot, which says nothing here.
  const place =
    directory && directory !== '.' ? html` in <bdi dir="ltr">${directory}</bdi>` : undefined
  return {
    kicker: html`${agentName(agent.name)} session${place}`,
    title: visibleProse(titleOf(session)),
    sentence: sentenceOf(session),
    facts: factsOf(session, context, hrefOf),
    remainder: remainderOf(session),
    remarks: remarksOf(session),
    timeline: view && timeline(view),
  }
}

function agentName(name: string): string {
  return name === '' ? 'A coding' : name
}

/** What the reader should know about how the session was read, and what of it was undone. */
export function remarksOf(session: Session): string[] {
  const {undone} = session
  const left = session.leftOut && describeLeftOut(session.leftOut)
  const remarks = [...session.remarks.map((remark) => remark.text), ...(left ? [left] : [])]
  if (!undone) return remarks
  const what = [
    undone.turns > 0 ? count(undone.turns, 'turn') : '',
    undone.blocks > 0 ? count(undone.blocks, 'step') : '',
  ].filter(Boolean)
  return [
    ...remarks,
    `The last part was undone by the user: ${what.join(' and ') || 'nothing that was recorded'}. It is marked below.`,
  ]
}

function sentenceOf(session: Session): Html[] {
  const {agent, times, totals} = session
  const parts: Html[] = [...who(session)]
  if (parts.length > 0 || agent.version) {
    parts.push(
      html`${parts.length > 0 && ', '}${agent.name}${agent.version && ` ${agent.version}`}. `,
    )
  }
  if (times.created !== undefined) parts.push(html`${time(times.created)}. `)
  // The same minute reads the same.
  if (times.updated !== undefined && minute(times.updated) !== minute(times.created)) {
    parts.push(html`Last change ${time(times.updated)}. `)
  }
  if (times.archived !== undefined) parts.push(html`Archived ${time(times.archived)}. `)
  if (totals.working !== undefined) {
    const waiting =
      totals.waiting === undefined || totals.waiting < 1000
        ? undefined
        : html`, ${formatDuration(totals.waiting)} waiting for the user`
    parts.push(html`<strong>${formatDuration(totals.working)}</strong> of work${waiting}.`)
  }
  return parts
}

/** `build and plan with acme-coder-large (high) and acme-coder-small`. */
function who({models, turns}: Session): Html[] {
  const agents = [...new Set(turns.flatMap(({prompt}) => prompt?.agent ?? []))]
  const modelNames = models.map(
    (model) =>
      html`<strong title="${fullModelName(model)}">${model.id}</strong>${model.variant && ` (${model.variant})`}`,
  )
  const agentNames = agents.map((agent) => html`<strong>${agent}</strong>`)
  if (modelNames.length === 0) return agentNames.length === 0 ? [] : [listed(agentNames)]
  return [
    html`${agentNames.length > 0 ? html`${listed(agentNames)} with ` : 'With '}${listed(modelNames)}`,
  ]
}

function listed(names: readonly Html[]): Html {
  return html`${names.map((name, index) => html`${index > 0 && (index === names.length - 1 ? ' and ' : ', ')}${name}`)}`
}

function minute(time: number | undefined): number {
  return Math.floor((time ?? 0) / 60_000)
}

function time(milliseconds: number): Html {
  const iso = isoTime(milliseconds)
  const text = formatTime(milliseconds)
  return iso === undefined
    ? html`${text}`
    : html`<time datetime="${iso}" title="${formatClock(milliseconds)}, Coordinated Universal Time">${text}</time>`
}

function factsOf(
  session: Session,
  context: RenderContext,
  hrefOf: (id: string) => string,
): FactView[] {
  const {totals, todos, diffs} = session
  const done = todos.filter((todo) => todo.status === 'completed').length
  const cancelled = todos.filter((todo) => todo.status === 'cancelled').length
  const secrets = context.findings.filter(({number}) => number > 0)
  const error = firstError(session)
  const link = (id: string, text: string) => html`<a href="${hrefOf(id)}">${text}</a>`
  const files = formatNumber(totals.files)
  return [
    {
      name: 'Files changed',
      value: diffs.length > 0 ? link('files', files) : hasNoDiffs(session) ? 'left out' : files,
      note: diffCounts(totals),
    },
    {
      name: 'Todos',
      value:
        todos.length === 0 ? noTodos(session) : link('todos', `${done} of ${todos.length} done`),
      note: cancelled > 0 && `${cancelled} cancelled`,
    },
    {name: 'Tool calls', value: formatNumber(totals.toolCalls), note: failedCalls(session)},
    {
      name: 'Errors',
      value:
        error === undefined || totals.errors === 0
          ? formatNumber(totals.errors)
          : link(error, formatNumber(totals.errors)),
      note: interruptions(session),
    },
    ...(isLeftOut('cost', session.leftOut) ? [] : pricesOf(session)),
    {
      name: 'Redacted',
      value: link('about', secrets.length === 0 ? 'nothing' : count(secrets.length, 'value')),
      note: secrets.length < context.findings.length && 'folders shortened',
    },
  ]
}

/** Nothing is said of what stays at home, not even that there is none. */
function hasNoDiffs({leftOut}: Session): boolean {
  return isLeftOut('diff', leftOut) || isLeftOut('input', leftOut)
}

function noTodos({leftOut}: Session): string {
  return isLeftOut('todo', leftOut) || isLeftOut('input', leftOut) ? 'left out' : 'none'
}

function pricesOf(session: Session): FactView[] {
  const {cost, tokens} = session.totals
  const value = cost === undefined ? 'not recorded' : formatCost(cost)
  return [tokensFact(tokens), {name: 'Cost', value, note: childCost(session)}]
}

/** The element of the first failure of the session itself. */
function firstError({turns}: Session): string | undefined {
  for (const turn of turns) {
    const block = turn.blocks.find(isFailure)
    if (block) return `t${turn.number}-${block.number}`
  }
  return undefined
}

function failedCalls({turns}: Session): HtmlValue {
  const failed = countBlocks(turns, (block) => block.type === 'tool' && isFailure(block))
  return failed > 0 && html`<span class="sp-bad">${formatNumber(failed)} failed</span>`
}

function interruptions({turns}: Session): HtmlValue {
  const all = countBlocks(turns, (block) => block.type === 'notice' && block.kind === 'interrupted')
  return all > 0 && count(all, 'interruption')
}

/** Turn by turn: those of a long session are not all in memory. */
function countBlocks(turns: readonly Turn[], isCounted: (block: Block) => boolean): number {
  return turns.reduce((sum, turn) => sum + turn.blocks.filter(isCounted).length, 0)
}

function childCost(session: Session): HtmlValue {
  const children = descendantsOf(session)
  const cost = children.reduce((sum, child) => sum + (child.totals.cost ?? 0), 0)
  return cost > 0 && `${count(children.length, 'subagent')} ${formatCost(cost)} more`
}

/** What there is to count beside the facts. */
function remainderOf(session: Session): HtmlValue[] {
  const {totals} = session
  return [count(totals.prompts, 'prompt'), count(totals.messages, 'message'), ...subagents(session)]
}

/** All subagents below a session. */
export function descendantsOf(session: Session): Session[] {
  return session.children.flatMap((child) => [child, ...descendantsOf(child)])
}

/** Subagents whose sessions are not given are still told by the calls that started them. */
function subagents(session: Session): string[] {
  const children = descendantsOf(session)
  const given = new Set(children.map((child) => child.id))
  const missing = new Set(
    session.turns.flatMap((turn) => turn.blocks.flatMap(childIDs)).filter((id) => !given.has(id)),
  )
  const all = children.length + missing.size
  if (all === 0) return []
  const left =
    missing.size === 0
      ? ''
      : children.length === 0
        ? ' (not given)'
        : ` (${missing.size} not given)`
  return [`${count(all, 'subagent')}${left}`]
}

function childIDs(block: Block): string[] {
  return block.type === 'tool' && block.childID ? [block.childID] : []
}

function tokensFact(tokens: Tokens): FactView {
  const {cacheRead} = tokens
  const sum = tokenSum(tokens)
  if (sum === 0) return {name: 'Tokens', value: 'not recorded'}
  return {
    name: 'Tokens',
    value: formatAmount(sum),
    note: cacheRead > 0 && `${formatAmount(cacheRead)} from cache`,
  }
}
