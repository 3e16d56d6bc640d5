import {isLeftOut} from '../session/left-out.js'
import type {Session} from '../session/model.js'
import {fullModelName} from '../session/model-name.js'
import {tokenSum} from '../session/tokens.js'
import {countsByRule} from './page/about.js'
import {leftBefore, leftSentence, leftTurnsOf} from './page/left-out.js'
import {remarksOf} from './page/top.js'
import type {RenderContext} from './render-context.js'
import {newPageState, rootScope, type Scope} from './scope.js'
import {count, formatAmount, formatCost, formatDuration, formatTime} from './text/format.js'
import {titleOf} from './text/title.js'
import {settled} from './text/visible.js'
import {details, facts} from './transcript/entry.js'
import {inlineCode, plainLine} from './transcript/fence.js'
import {quote} from './transcript/message.js'
import {diffEntry, values} from './transcript/tool.js'
import {type Nesting, turnEntry} from './transcript/turn.js'

/**
 * The session as a Markdown transcript, in pieces: everything that the page
 * holds, tool calls folded in `details`, headings that stay the same from one
 * share to the next.
 */
export async function* renderMarkdown(
  session: Session,
  given: RenderContext,
): AsyncGenerator<string> {
  const context = {...given, pieces: given.pieces.fresh()}
  for await (const entry of context.pieces.throughTexts(entries(session, context))) {
    yield settled(entry)
  }
}

function* entries(session: Session, context: RenderContext): Generator<string> {
  const shown = new Set<Session>()
  const scope = rootScope(session, context, newPageState(), noPages)
  const nesting: Nesting = {
    *child(parent, id, path) {
      const child = parent.children.find((one) => one.id === id && !shown.has(one))
      if (child) yield* subagent(child, path)
    },
  }
  yield head(session, context)
  yield* content(session, '')
  const {findings} = context
  if (findings.length > 0) {
    const masked = countsByRule(findings).map(([rule, times]) => `${rule} ${count(times, 'time')}`)
    yield `## About\n\nMasked before publishing: ${masked.join(', ')}.\n\n`
  }

  function* content(one: Session, path: string): Generator<string> {
    const gaps = leftBefore(one.turns, leftTurnsOf(one))
    for (const turn of one.turns) {
      yield leftEntry(gaps.get(turn.number))
      yield* turnEntry(turn, one, scope, path, nesting)
    }
    yield leftEntry(gaps.get(undefined))
    for (const [index, child] of one.children.entries()) {
      if (!shown.has(child)) yield* subagent(child, `${path}s${index + 1}.`)
    }
    yield after(one, scope, path)
  }

  function* subagent(child: Session, path: string): Generator<string> {
    shown.add(child)
    yield `## Subagent ${path.replace(/\.$/, '')}: ${plainLine(titleOf(child))}\n\n`
    yield* content(child, path)
    yield `_End of subagent ${path.replace(/\.$/, '')}._\n\n`
  }
}

function head(session: Session, {version, pieces}: RenderContext): string {
  const {totals, times, agent} = session
  return [
    `# ${plainLine(titleOf(session))}\n\n`,
    facts([
      ['agent', plainLine([agent.name, agent.version].filter(Boolean).join(' '))],
      ['models', session.models.map((model) => plainLine(fullModelName(model))).join(', ')],
      ['directory', session.directory && inlineCode(session.directory)],
      ['begun', times.created === undefined ? undefined : formatTime(times.created)],
      ['last change', times.updated === undefined ? undefined : formatTime(times.updated)],
      ['work', totals.working === undefined ? undefined : formatDuration(totals.working)],
      ['waiting', totals.waiting === undefined ? undefined : formatDuration(totals.waiting)],
      ['files changed', `${totals.files} (+${totals.additions} −${totals.deletions})`],
      ['tool calls', String(totals.toolCalls)],
      ['errors', String(totals.errors)],
      ...(isLeftOut('cost', session.leftOut) ? [] : pricesOf(session)),
      ['made with', `sessionpress ${version}`],
    ]),
    ...remarksOf(session).map((remark) => quote(remark, pieces)),
  ].join('')
}

function pricesOf({totals}: Session): [string, string][] {
  return [
    ['tokens', formatAmount(tokenSum(totals.tokens))],
    ['cost', totals.cost === undefined ? 'not recorded' : formatCost(totals.cost)],
  ]
}

function leftEntry(turns: readonly number[] | undefined): string {
  return turns && turns.length > 0 ? `_${leftSentence(turns)}_\n\n` : ''
}

function after(session: Session, scope: Scope, path: string): string {
  const {todos, diffs, extra} = session
  const of = path === '' ? '' : ` of subagent ${path.replace(/\.$/, '')}`
  const list = todos.map(
    ({content, status, priority}) =>
      `- [${status === 'completed' ? 'x' : ' '}] ${plainLine(content)} (${plainLine([status, priority].filter(Boolean).join(', '))})\n`,
  )
  return [
    diffs.length > 0 ? `## Files changed${of}\n\n` : '',
    ...diffs.map((diff) => details(diff.path, diffEntry(diff, scope))),
    todos.length > 0 ? `## Todos${of}\n\n${list.join('')}\n` : '',
    extra && Object.keys(extra).length > 0
      ? details('More that was recorded', values(extra, scope))
      : '',
  ].join('')
}

/** The transcript nests in its own way. */
function* noPages(): Generator<never> {}
