import {fold} from '../../../templates/fold.js'
import {divider, notice} from '../../../templates/notice.js'
import {permalink} from '../../../templates/step.js'
import type {Block, FileBlock, Notice, TextBlock} from '../../session/model.js'
import {type Piece, seam} from '../flow.js'
import {type Html, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import {renderFile} from '../media/file.js'
import type {Scope} from '../scope.js'
import {long} from '../text/long.js'
import {visible, visibleProse} from '../text/visible.js'
import {renderLeft} from './left-out.js'
import {renderRun} from './run.js'
import {type Line, type Segment, segmentsOf} from './segments.js'

/** The blocks that answer a prompt, in pieces. */
export function* renderBlocks(
  blocks: readonly Block[],
  turnID: string,
  scope: Scope,
): Generator<Piece> {
  const undoneFrom = blocks.findIndex((block) => block.isUndone)
  const kept = undoneFrom === -1 ? blocks : blocks.slice(0, undoneFrom)
  const undone = undoneFrom === -1 ? [] : blocks.slice(undoneFrom)
  const idOf = (block: Block) => scope.claim(`${turnID}-${block.number}`)
  let isFirst = true
  for (const segment of segmentsOf(kept)) {
    yield* renderSegment(segment, idOf, scope, isFirst)
    isFirst = false
  }
  if (undone.length === 0) return
  yield divider({icon: 'stop', text: 'From here on this turn was undone', isMinor: false})
  for (const segment of segmentsOf(undone)) yield* renderSegment(segment, idOf, scope, false)
}

function* renderSegment(
  segment: Segment,
  idOf: (block: Block) => string,
  scope: Scope,
  isFirst: boolean,
): Generator<Piece> {
  if (segment.type === 'run') {
    const ids = claimed(segment.steps, idOf)
    if (!isFirst) yield seam(ids[0] ?? '')
    yield* renderRun(segment.steps, ids, scope)
    return
  }
  const {block} = segment
  const id = idOf(block)
  if (!isFirst) yield seam(id)
  if (block.type === 'text') yield text(block, id, scope)
  else if (block.type === 'notice') yield renderNotice(block, id, scope)
  else yield file(block, id, scope)
}

/** Ids of the steps of a run, in order. */
function claimed(lines: readonly Line[], idOf: (block: Block) => string): string[] {
  return lines.flatMap(blocksOf).map(idOf)
}

function blocksOf(line: Line): Block[] {
  if (line.type === 'left') return line.blocks
  return line.type === 'looked' ? line.calls : [line]
}

function text(block: TextBlock, id: string, scope: Scope): Html {
  const content = prose(block.text, id, scope)
  if (!block.isSynthetic && !block.isIgnored)
    return html`<div class="sp-text" id="${id}">${permalink(id)}${content}</div>\n`
  return html`<div class="sp-text sp-added" id="${id}">${permalink(id)}${fold(labelOf(block), content)}</div>\n`
}

/** Says who put a text in that nobody wrote. */
export function labelOf(block: TextBlock): Html {
  const who = block.isSynthetic ? 'Added by the agent' : 'Shown to the user, not sent to the model'
  const what = block.description ?? block.text.trim().split('\n')[0]?.slice(0, 100) ?? ''
  return html`${who}${what !== '' && html`: <bdi>${visible(what)}</bdi>`}`
}

function renderNotice(block: Notice, id: string, scope: Scope): Html {
  const {kind} = block
  const detail = detailOf(block, id, scope)
  const left = renderLeft(block.left)
  const look = looks[kind]
  if (look) {
    return html`${divider({
      id,
      icon: look,
      text: visibleProse(block.text),
      detail,
      isMinor: kind !== 'compaction',
    })}${left}`
  }
  const tone = toneOf(kind)
  return html`${notice({
    id,
    tone,
    icon: tone === 'bad' ? 'error' : tone === 'warn' ? 'stop' : 'info',
    text: visibleProse(block.text),
    detailLabel: 'What was recorded',
    detail,
  })}${left}`
}

/** What is said on a line across the flow, with its icon. */
const looks: Partial<Record<Notice['kind'], string>> = {
  compaction: 'compact',
  agent: 'agent',
  model: 'agent',
}

function detailOf({detail, kind}: Notice, id: string, scope: Scope): Html | undefined {
  if (detail === undefined || detail === '') return undefined
  if (kind === 'compaction') return prose(detail, id, scope)
  return long(detail, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)
}

function toneOf(kind: Notice['kind']): 'bad' | 'warn' | 'plain' {
  if (kind === 'error' || kind === 'filtered') return 'bad'
  return kind === 'interrupted' || kind === 'retry' || kind === 'limit' ? 'warn' : 'plain'
}

function file(block: FileBlock, id: string, scope: Scope): Html {
  return html`<div class="sp-attached" id="${id}">${permalink(id)}${renderFile(block, scope)}</div>\n`
}
