import type {FactView, MastheadView} from '../../../templates/page.js'
import type {Session, Tokens} from '../../session/model.js'
import {fullModelName, modelName} from '../../session/model-name.js'
import {tokenSum} from '../../session/tokens.js'
import {diffCounts} from '../diff/file-diff.js'
import {type Html, html} from '../html.js'
import type {RenderContext} from '../render-context.js'
import {
  count,
  formatAmount,
  formatCost,
  formatDuration,
  formatNumber,
  formatTime,
  isoTime,
} from '../text/format.js'

/** Everything above the turns. */
export function topOf(session: Session, context: RenderContext): MastheadView {
  const {agent, directory} = session
  const place = directory ? html` in <bdi dir="ltr">${directory}</bdi>` : undefined
  return {
    kicker: html`A session of ${agent.name}${agent.version && ` ${agent.version}`}${place}`,
    title: session.title || 'A session without a title',
    sentence: sentenceOf(session),
    facts: factsOf(session, context),
    remarks: remarksOf(session),
  }
}

/** What the reader should know about how the session was read, and what of it was undone. */
export function remarksOf(session: Session): string[] {
  const {undone} = session
  const remarks = session.remarks.map((remark) => remark.text)
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

function sentenceOf({models, times, totals}: Session): Html[] {
  const parts: Html[] = []
  if (models.length > 0) {
    const names = models.map(
      (model) => html`<strong title="${fullModelName(model)}">${modelName(model)}</strong>`,
    )
    parts.push(
      html`With ${names.map((name, index) => html`${index > 0 && (index === names.length - 1 ? ' and ' : ', ')}${name}`)}. `,
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

function minute(time: number | undefined): number {
  return Math.floor((time ?? 0) / 60_000)
}

function time(milliseconds: number): Html {
  const iso = isoTime(milliseconds)
  const text = formatTime(milliseconds)
  return iso === undefined ? html`${text}` : html`<time datetime="${iso}">${text}</time>`
}

function factsOf(session: Session, context: RenderContext): FactView[] {
  const {totals, todos} = session
  const done = todos.filter((todo) => todo.status === 'completed').length
  const cancelled = todos.filter((todo) => todo.status === 'cancelled').length
  const secrets = context.findings.filter(({number}) => number > 0)
  const children = descendantsOf(session)
  const childCost = children.reduce((sum, child) => sum + (child.totals.cost ?? 0), 0)
  return [
    {
      name: 'Files changed',
      value: linked('files', totals.files, session.diffs.length > 0),
      note: diffCounts(totals),
    },
    {
      name: 'Todos',
      value:
        todos.length === 0 ? 'none' : html`<a href="#todos">${done} of ${todos.length} done</a>`,
      note: cancelled > 0 && `${cancelled} cancelled`,
    },
    {name: 'Prompts', value: formatNumber(totals.prompts)},
    {name: 'Tool calls', value: formatNumber(totals.toolCalls)},
    {name: 'Errors', value: formatNumber(totals.errors)},
    tokensFact(totals.tokens),
    {
      name: 'Cost',
      value: totals.cost === undefined ? 'not recorded' : formatCost(totals.cost),
      note: childCost > 0 && `subagents ${formatCost(childCost)}`,
    },
    subagentsFact(session, children),
    {
      name: 'Redacted',
      value: html`<a href="#about">${secrets.length === 0 ? 'nothing' : count(secrets.length, 'value')}</a>`,
      note: secrets.length < context.findings.length && 'folders shortened',
    },
  ]
}

/** All subagents below a session. */
export function descendantsOf(session: Session): Session[] {
  return session.children.flatMap((child) => [child, ...descendantsOf(child)])
}

/** Subagents whose sessions are not given are still told by the calls that started them. */
function subagentsFact(session: Session, children: Session[]): FactView {
  const given = new Set(children.map((child) => child.id))
  const missing = new Set(
    session.turns
      .flatMap((turn) => turn.blocks)
      .flatMap((block) => (block.type === 'tool' && block.childID ? [block.childID] : []))
      .filter((id) => !given.has(id)),
  )
  const all = children.length + missing.size
  return {
    name: 'Subagents',
    value: all === 0 ? 'none' : formatNumber(all),
    note: missing.size > 0 && (children.length === 0 ? 'not given' : `${missing.size} not given`),
  }
}

function linked(id: string, value: number, isPlace: boolean): Html {
  return isPlace ? html`<a href="#${id}">${formatNumber(value)}</a>` : html`${formatNumber(value)}`
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
