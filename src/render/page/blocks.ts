import {fold} from '../../../templates/fold.js'
import {notice} from '../../../templates/notice.js'
import {step} from '../../../templates/step.js'
import type {
  Block,
  FileBlock,
  Notice,
  ReasoningBlock,
  TextBlock,
  UnknownBlock,
} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import {renderFile} from '../media/file.js'
import type {Scope} from '../scope.js'
import {formatDuration} from '../text/format.js'
import {visible} from '../text/visible.js'
import {renderTool} from '../tools/tool.js'
import {jsonCard} from '../tools/values.js'

/** The blocks that answer a prompt, in pieces. */
export function* renderBlocks(
  blocks: readonly Block[],
  turnID: string,
  scope: Scope,
): Generator<Html> {
  let isUndone = false
  for (const block of blocks) {
    if (block.isUndone && !isUndone)
      yield html`<p class="sp-divide">From here on this turn was undone.</p>\n`
    isUndone = block.isUndone
    yield* renderBlock(block, scope.claim(`${turnID}-${block.number}`), scope)
  }
}

function* renderBlock(block: Block, id: string, scope: Scope): Generator<Html> {
  switch (block.type) {
    case 'text':
      yield text(block, id, scope)
      return
    case 'reasoning':
      yield* reasoning(block, id, scope)
      return
    case 'tool':
      yield* renderTool(block, id, scope)
      return
    case 'notice':
      yield renderNotice(block, id, scope)
      return
    case 'file':
      yield file(block, id, scope)
      return
    case 'unknown':
      yield* unknown(block, id, scope)
  }
}

function text(block: TextBlock, id: string, scope: Scope): Html {
  const content = prose(block.text, id, scope)
  if (!block.isSynthetic && !block.isIgnored)
    return html`<div class="sp-text" id="${id}">${content}</div>\n`
  return html`<div class="sp-text sp-added" id="${id}">${fold(labelOf(block), content)}</div>\n`
}

/** Says who put a text in that nobody wrote. */
export function labelOf(block: TextBlock): Html {
  const who = block.isSynthetic ? 'Added by the agent' : 'Shown to the user, not sent to the model'
  const what = block.description ?? block.text.trim().split('\n')[0]?.slice(0, 100) ?? ''
  return html`${who}${what !== '' && html`: <bdi>${visible(what)}</bdi>`}`
}

function reasoning(block: ReasoningBlock, id: string, scope: Scope): Iterable<Html> {
  const first =
    block.text
      .trim()
      .split('\n')[0]
      ?.replace(/[*_`#]+/g, '')
      .trim() ?? ''
  const isEmpty = block.text.trim() === ''
  return step({
    id,
    className: 'sp-think',
    isOpen: false,
    verb: 'Thought',
    object: isEmpty ? 'kept by the provider, not recorded' : first.slice(0, 160),
    isCode: false,
    facts: [
      ...(block.duration === undefined ? [] : [formatDuration(block.duration)]),
      ...(block.isUndone ? ['undone'] : []),
    ],
    body: [
      isEmpty
        ? html`<p class="sp-note">The provider keeps this reasoning encrypted; its text was not recorded.</p>`
        : prose(block.text, id, scope),
    ],
  })
}

function renderNotice(block: Notice, id: string, scope: Scope): Html {
  const {detail, kind} = block
  return notice({
    id,
    tone: toneOf(kind),
    text: block.text,
    detailLabel: kind === 'compaction' ? 'The summary that was handed on' : 'What was recorded',
    detail:
      detail === undefined || detail === ''
        ? undefined
        : kind === 'compaction'
          ? prose(detail, id, scope)
          : html`<pre class="sp-plain">${visible(detail)}</pre>`,
  })
}

function toneOf(kind: Notice['kind']): 'bad' | 'warn' | 'plain' {
  if (kind === 'error' || kind === 'filtered') return 'bad'
  return kind === 'interrupted' || kind === 'retry' || kind === 'limit' ? 'warn' : 'plain'
}

function file(block: FileBlock, id: string, scope: Scope): Html {
  return html`<div class="sp-attached" id="${id}">${renderFile(block, scope)}</div>\n`
}

function unknown(block: UnknownBlock, id: string, scope: Scope): Iterable<Html> {
  return step({
    id,
    isOpen: false,
    verb: 'Recorded',
    object: visible(block.name),
    isCode: true,
    facts: ['not known to this version', ...(block.isUndone ? ['undone'] : [])],
    body: [jsonCard(block.data, scope)],
  })
}
