import type {JsonObject} from '../../../session/json.js'
import type {
  Block,
  FileDiff,
  ModelRef,
  Notice,
  Prompt,
  TextBlock,
  Turn,
} from '../../../session/model.js'
import {noTokens} from '../../../session/tokens.js'
import type {ComposeBudget} from './compose-patches.js'
import {netDiffs} from './net-diffs.js'
import type {NoticeText} from './notices.js'
import {optional} from './optional.js'

/** A turn while it is being told: what is known only at the end is filled in then. */
export interface OpenTurn {
  prompt?: Prompt
  blocks: Block[]
  /** What each of its messages changed, one after another. */
  diffs: FileDiff[]
  cost: number
  tokens: Turn['tokens']
  usage: Turn['usage']
  started?: number
  ended?: number
  isUndone: boolean
}

/** A turn that nothing was said in yet. */
export function openTurn(prompt?: Prompt): OpenTurn {
  return {
    ...optional('prompt', prompt),
    ...optional('started', prompt?.time),
    blocks: [],
    diffs: [],
    cost: 0,
    tokens: noTokens,
    usage: [],
    isUndone: false,
  }
}

/** An empty prompt, to be filled in. */
export function emptyPrompt(origin: Prompt['origin']): Prompt {
  return {text: '', mentions: [], attachments: [], context: [], origin}
}

/** Text that nobody has numbered yet. */
export function textBlock(text: string, flags: Partial<TextBlock> = {}): TextBlock {
  return {
    type: 'text',
    number: 0,
    isUndone: false,
    text,
    isSynthetic: false,
    isIgnored: false,
    ...flags,
  }
}

/** A notice in the flow. */
export function notice(told: NoticeText, time?: number): Notice {
  return {type: 'notice', number: 0, isUndone: false, ...told, ...optional('time', time)}
}

/** A part that this version does not know, kept whole. */
export function unknownBlock(name: string, data: JsonObject): Block {
  return {type: 'unknown', number: 0, isUndone: false, name, data}
}

/** Move the turn's end to a later moment. */
export function reach(turn: OpenTurn, ...times: (number | undefined)[]): void {
  for (const time of times) {
    if (time === undefined) continue
    turn.started = turn.started === undefined ? time : Math.min(turn.started, time)
    turn.ended = turn.ended === undefined ? time : Math.max(turn.ended, time)
  }
}

/** Add one step's tokens and price, each counted once (reference 8.4). */
export function addUsage(turn: OpenTurn, tokens: Turn['tokens'], cost: number | undefined): void {
  turn.tokens = addTokens(turn.tokens, tokens)
  turn.cost += cost ?? 0
}

/** Sum of two counts. */
export function addTokens(first: Turn['tokens'], second: Turn['tokens']): Turn['tokens'] {
  return {
    input: first.input + second.input,
    output: first.output + second.output,
    reasoning: first.reasoning + second.reasoning,
    cacheRead: first.cacheRead + second.cacheRead,
    cacheWrite: first.cacheWrite + second.cacheWrite,
  }
}

/** Give a turn and its blocks their numbers, and close the sums. */
export function closeTurn({turn, number, blocks}: NumberedTurn, budget: ComposeBudget): Turn {
  return {
    number,
    ...optional('prompt', turn.prompt),
    blocks: blocks.map(({block, number}) => ({...block, number})),
    diffs: netDiffs(turn.diffs, 'messages', budget),
    // A price of zero is what a model without a price on record leaves: unknown.
    ...optional('cost', turn.cost === 0 ? undefined : turn.cost),
    tokens: turn.tokens,
    usage: turn.usage,
    ...optional('started', turn.started),
    ...optional('duration', durationOf(turn)),
    isUndone: turn.isUndone,
  }
}

/** A turn with its number and those of its blocks. */
export interface NumberedTurn {
  turn: OpenTurn
  number: number
  blocks: {block: Block; number: number}[]
}

function durationOf(turn: OpenTurn): number | undefined {
  if (turn.started === undefined || turn.ended === undefined) return undefined
  return turn.ended - turn.started
}

/** Models in order of first use. */
export function distinctModels(models: readonly ModelRef[]): ModelRef[] {
  return [...new Map(models.map((model) => [JSON.stringify(model), model])).values()]
}
