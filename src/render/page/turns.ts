import {fold} from '../../../templates/fold.js'
import {turn as turnTemplate} from '../../../templates/turn.js'
import type {Mention, Prompt, Session, Turn} from '../../session/model.js'
import {fullModelName, modelName} from '../../session/model-name.js'
import {tokenSum} from '../../session/tokens.js'
import {diffCounts, diffRow} from '../diff/file-diff.js'
import {type Html, type HtmlValue, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import {renderFile} from '../media/file.js'
import type {Scope} from '../scope.js'
import {
  count,
  formatAmount,
  formatClock,
  formatCost,
  formatDuration,
  formatTime,
  isoTime,
} from '../text/format.js'
import {visible} from '../text/visible.js'
import {jsonCard} from '../tools/values.js'
import {labelOf, renderBlocks} from './blocks.js'
import {titleOfPrompt} from './prompt-title.js'

/** One turn of a session, in pieces. */
export function* renderTurn(turn: Turn, session: Session, scope: Scope): Generator<Html> {
  const id = scope.claim(`${scope.prefix}${turn.number}`)
  const {title, rest} = titleOfPrompt(turn.prompt?.text ?? '')
  yield* turnTemplate({
    id,
    number: turn.number,
    level: scope.heading,
    title: headingOf(turn, title),
    by: bylineOf(turn, session),
    prompt: turn.prompt ? promptParts(turn.prompt, rest, id, scope) : [],
    blocks: answerOf(turn, id, scope),
    summary: summaryOf(turn),
    after: netDiffs(turn, scope),
    isUndone: turn.isUndone,
  })
}

function* answerOf(turn: Turn, id: string, scope: Scope): Generator<Html> {
  if (turn.blocks.length > 0) yield* renderBlocks(turn.blocks, id, scope)
  else yield html`<p class="sp-note">No answer was recorded.</p>\n`
}

/** Heading of a turn, for the contents as well. */
export function headingOf(turn: Turn, title: string): Html {
  if (title !== '') return inlineCode(title)
  if (!turn.prompt) return html`Before the first prompt`
  if (turn.prompt.attachments.length > 0)
    return html`A prompt without text, with ${count(turn.prompt.attachments.length, 'file')}`
  return html`A prompt without text`
}

/** Backticks of a heading become code; nothing else of Markdown does. */
function inlineCode(title: string): Html {
  const pieces = title.split(/(`[^`]+`)/)
  return html`${pieces.map((piece) =>
    /^`[^`]+`$/.test(piece) ? html`<code>${visible(piece.slice(1, -1))}</code>` : piece,
  )}`
}

const origins = {
  user: 'Prompt',
  shell: 'Command of the user',
  command: 'Slash command',
  agent: 'Prompt by the agent',
}

function bylineOf({prompt, started, isUndone}: Turn, session: Session): HtmlValue[] {
  const time = prompt?.time ?? started
  const facts: HtmlValue[] = [html`<b>${prompt ? origins[prompt.origin] : 'No prompt'}</b>`]
  if (time !== undefined) facts.push(clock(time, session.times.created))
  if (prompt?.agent) facts.push(prompt.agent)
  const model = prompt?.model ?? (session.models.length === 1 ? session.models[0] : undefined)
  if (model) facts.push(html`<span title="${fullModelName(model)}">${modelName(model)}</span>`)
  if (isUndone) facts.push(html`<b class="sp-warn">undone</b>`)
  return facts
}

/** The time of day; with the date where that is not the day on which the session began. */
function clock(time: number, begun: number | undefined): Html {
  const iso = isoTime(time)
  const isSameDay = begun !== undefined && isoTime(begun)?.slice(0, 10) === iso?.slice(0, 10)
  const text = isSameDay ? `${formatClock(time)} UTC` : formatTime(time)
  return iso === undefined
    ? html`${text}`
    : html`<time datetime="${iso}" title="${formatTime(time)}">${text}</time>`
}

function promptParts(prompt: Prompt, rest: string, id: string, scope: Scope): Html[] {
  const {mentions, attachments, context, system, extra} = prompt
  return [
    rest === '' ? html`` : html`${prose(rest, `${id}-p`, scope)}\n`,
    mentions.length === 0 ? html`` : html`<ul class="sp-clips">${mentions.map(mentionLine)}</ul>\n`,
    ...attachments.map((file) => renderFile(file, scope)),
    ...context.map((block, index) =>
      fold(labelOf(block), prose(block.text, `${id}-c${index + 1}`, scope)),
    ),
    system ? fold('System prompt for this prompt', prose(system, `${id}-s`, scope)) : html``,
    extra && Object.keys(extra).length > 0
      ? fold('More that was recorded', jsonCard(extra, scope))
      : html``,
  ]
}

function mentionLine({type, name}: Mention): Html {
  return html`<li><span class="sp-soft">${type}</span> <code><bdi dir="ltr">${visible(name)}</bdi></code></li>`
}

function summaryOf(turn: Turn): HtmlValue[] {
  const {diffs, duration, cost, tokens} = turn
  const used = tokenSum(tokens)
  const facts: HtmlValue[] = []
  if (diffs.length > 0)
    facts.push(html`${count(diffs.length, 'file')} changed ${diffCounts(sumOf(turn))}`)
  if (duration !== undefined && duration > 0) facts.push(formatDuration(duration))
  if (used > 0) facts.push(`${formatAmount(used)} tokens`)
  if (cost !== undefined) facts.push(formatCost(cost))
  else if (used > 0) facts.push('cost not recorded')
  return facts
}

function sumOf({diffs}: Turn): {additions: number; deletions: number} {
  return {
    additions: diffs.reduce((sum, diff) => sum + diff.additions, 0),
    deletions: diffs.reduce((sum, diff) => sum + diff.deletions, 0),
  }
}

function* netDiffs({diffs}: Turn, scope: Scope): Generator<Html> {
  if (diffs.length === 0) return
  yield html`<details class="sp-fold sp-net-turn"><summary>What this turn changed: ${count(diffs.length, 'file')}</summary>\n`
  for (const diff of diffs) {
    yield diffRow(diff, scope)
  }
  yield html`</details>\n`
}
