import {fileRow} from '../../../templates/file.js'
import {fold} from '../../../templates/fold.js'
import {icon} from '../../../templates/icon.js'
import {turn as turnTemplate} from '../../../templates/turn.js'
import type {FileDiff, Mention, Prompt, Session, Turn} from '../../session/model.js'
import {fullModelName, modelName} from '../../session/model-name.js'
import {tokenSum} from '../../session/tokens.js'
import {diffCounts, diffFlags, diffPath, diffRow} from '../diff/file-diff.js'
import {framed, type Piece, seam} from '../flow.js'
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
import {visible, visibleProse} from '../text/visible.js'
import {jsonCard} from '../tools/values.js'
import {labelOf, renderBlocks} from './blocks.js'
import {renderLeft} from './left-out.js'
import {titleOfPrompt} from './prompt-title.js'

/** One turn of a session, in pieces. */
export function* renderTurn(turn: Turn, session: Session, scope: Scope): Generator<Piece> {
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
    after: netDiffs(turn, id, scope),
    isUndone: turn.isUndone,
  })
}

function* answerOf(turn: Turn, id: string, scope: Scope): Generator<Piece> {
  if (turn.blocks.length > 0) yield* renderBlocks(turn.blocks, id, scope)
  else yield html`<p class="sp-note">No answer was recorded.</p>\n`
}

/** Heading of a turn, for the contents as well. */
export function headingOf(turn: Turn, title: string): Html {
  if (title !== '') return inlineCode(title)
  if (!turn.prompt) return html`Before the first prompt`
  if (turn.prompt.isLeftOut) return html`A prompt that the author left out`
  if (turn.prompt.attachments.length > 0)
    return html`A prompt without text, with ${count(turn.prompt.attachments.length, 'file')}`
  return html`A prompt without text`
}

/** Backticks of a heading become code; nothing else of Markdown does. */
function inlineCode(title: string): Html {
  const pieces = title.split(/(`[^`]+`)/)
  return html`${pieces.map((piece) =>
    /^`[^`]+`$/.test(piece)
      ? html`<code>${visible(piece.slice(1, -1))}</code>`
      : visibleProse(piece),
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
  // A phone has no room for what hardly ever changes.
  if (prompt?.agent) facts.push(html`<span class="sp-wide-only">${prompt.agent}</span>`)
  const model = prompt?.model ?? (session.models.length === 1 ? session.models[0] : undefined)
  if (model)
    facts.push(
      html`<span class="sp-wide-only" title="${fullModelName(model)}">${modelName(model)}</span>`,
    )
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
  const {mentions, attachments, context, system, extra, left} = prompt
  return [
    rest === '' ? html`` : html`${prose(rest, `${id}-p`, scope)}\n`,
    mentions.length === 0 ? html`` : html`<ul class="sp-clips">${mentions.map(mentionLine)}</ul>\n`,
    ...attachments.map((file) => renderFile(file, scope)),
    ...contextParts(context, id, scope),
    system ? fold('System prompt for this prompt', prose(system, `${id}-s`, scope)) : html``,
    extra && Object.keys(extra).length > 0
      ? fold('More that was recorded', jsonCard(extra, scope))
      : html``,
    renderLeft(left),
  ]
}

/** What was put beside a prompt; many texts behind one line, so that the answer stays near. */
function contextParts(context: Prompt['context'], id: string, scope: Scope): Html[] {
  const parts = context.map((block, index) =>
    fold(labelOf(block), prose(block.text, `${id}-c${index + 1}`, scope)),
  )
  if (parts.length <= 2) return parts
  return [fold(`Put beside the prompt: ${count(parts.length, 'text')}`, parts)]
}

function mentionLine({type, name}: Mention): Html {
  return html`<li>${icon(type === 'agent' || type === 'skill' ? type : 'file')}<span class="sp-soft">${type}</span> <code><bdi dir="ltr">${visible(name)}</bdi></code></li>`
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

/**
 * Net changes of the turn, folded. A file that one call alone changed is shown
 * there: here stands a link to it.
 */
function* netDiffs(turn: Turn, id: string, scope: Scope): Generator<Piece> {
  const {diffs} = turn
  if (diffs.length === 0) return
  const frame = (note: string) =>
    html`<details class="sp-fold sp-net-turn"><summary>What this turn changed: ${count(diffs.length, 'file')}${note}</summary>\n`
  yield* framed(frame(''), netRows(turn, id, scope), {
    close: html`</details>\n`,
    again: frame(', continued'),
  })
}

function* netRows(turn: Turn, id: string, scope: Scope): Generator<Piece> {
  const shown = shownDiffs(turn, id)
  for (const [index, diff] of turn.diffs.entries()) {
    const place = shown.get(keyOf(diff))
    if (index > 0) yield seam(`${id}-net-${index + 1}`)
    if (place === undefined) {
      yield diffRow(diff, scope)
      continue
    }
    yield fileRow({
      path: diffPath(diff),
      counts: {text: diffCounts(diff)},
      flags: diffFlags(diff),
      isOpen: true,
      body: html`<p class="sp-note">${link(place)}</p>`,
    })
    yield {mark: 'refers', ids: [place]}
  }
}

function link(id: string): Html {
  return html`One call changed it: <a href="#${id}">see it there</a>.`
}

/** Diffs that calls of the turn show, by what they change; the elements that show them. */
function shownDiffs({blocks}: Turn, id: string): Map<string, string> {
  const shown = new Map<string, string>()
  for (const block of blocks) {
    if (block.type !== 'tool') continue
    for (const diff of block.diffs) shown.set(keyOf(diff), `${id}-${block.number}`)
  }
  return shown
}

function keyOf({path, oldPath, patch, isBinary}: FileDiff): string {
  return [path, oldPath, isBinary, patch].join('\n')
}
