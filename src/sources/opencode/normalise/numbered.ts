import type {Block} from '../../../session/model.js'
import type {Kept, LeftPart} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {optional} from './optional.js'
import {emptyPrompt, type NumberedTurn, type OpenTurn} from './story.js'

/**
 * Turns and blocks with the numbers that links to them have: those of the full
 * session, whatever part of it is there.
 */
export function numbered(told: Told, kept?: Kept): NumberedTurn[] {
  if (kept) return numberedAs(told, kept)
  return told.turns.map((turn, index) => ({
    turn,
    number: index + 1,
    get blocks() {
      return turn.blocks.map((block, place) => ({block, number: place + 1}))
    },
  }))
}

/** What a block is that a message makes without any of its parts; no message makes two that are alike. */
export function keyOfBlock(block: Block): string {
  if (block.type === 'notice') return `notice ${block.kind}`
  return block.type === 'unknown' ? `unknown ${block.name}` : block.type
}

function numberedAs(told: Told, kept: Kept): NumberedTurn[] {
  const numbers = new Map<OpenTurn, number>()
  for (const [message, {turn}] of told.origins.messages) {
    const number = kept.messages[message]?.turn
    if (turn && number !== undefined) numbers.set(turn, number)
  }
  const known = {
    ...{told, kept, undone: new Set(kept.undone)},
    left: groupBy(kept.left, ({turn}) => turn),
    all: groupBy(kept.blocks, ({turn}) => turn),
  }
  return told.turns
    .map((turn) => numberTurn(turn, numbers.get(turn) ?? 0, known))
    .sort((first, second) => first.number - second.number)
}

interface Known {
  told: Told
  kept: Kept
  undone: ReadonlySet<string>
  left: ReadonlyMap<number, LeftPart[]>
  all: ReadonlyMap<number, Kept['blocks']>
}

function numberTurn(turn: OpenTurn, number: number, known: Known): NumberedTurn {
  const all = known.left.get(number) ?? []
  const blocks = new Map<number, Block>()
  for (const block of turn.blocks) {
    const own = numberOf(block, known)
    if (own !== undefined) blocks.set(own, block)
  }
  for (const [own, parts] of groupBy(all, ({block}) => block)) {
    if (own === 0) leavePrompt(turn, parts)
    else blocks.set(own, leaveBlock(blocks.get(own), parts))
  }
  for (const {block, what} of known.all.get(number) ?? []) {
    if (!blocks.has(block)) blocks.set(block, tombstone(what))
  }
  turn.isUndone = known.undone.has(String(number))
  for (const [own, block] of blocks) block.isUndone = known.undone.has(`${number}-${own}`)
  return {
    turn,
    number,
    blocks: [...blocks]
      .sort(([first], [second]) => first - second)
      .map(([own, block]) => ({block, number: own})),
  }
}

/** None for what the full session does not show, such as a change of the model between messages that are not neighbours there. */
function numberOf(block: Block, {told, kept}: Known): number | undefined {
  const origin = told.origins.blocks.get(block)
  const message = origin && kept.messages[origin.message]
  if (!message) return undefined
  if (origin.part !== undefined) return message.parts[origin.part] ?? undefined
  const key = keyOfBlock(block)
  return message.own.find((own) => own.key === key)?.number
}

function leaveBlock(block: Block | undefined, parts: readonly LeftPart[]): Block {
  const whole = parts.find(({isWhole}) => isWhole)
  if (block && !whole) return {...block, left: parts.map(({what}) => what)}
  const what = whole?.what ?? parts[0]?.what ?? ''
  return tombstone(what)
}

function tombstone(what: string): Block {
  return {type: 'left-out', number: 0, isUndone: false, what}
}

function leavePrompt(turn: OpenTurn, parts: readonly LeftPart[]): void {
  const {prompt} = turn
  if (!prompt) return
  if (!parts.some(({isWhole}) => isWhole)) {
    prompt.left = parts.map(({what}) => what)
    return
  }
  turn.prompt = {
    ...emptyPrompt(prompt.origin),
    isLeftOut: true,
    ...optional('agent', prompt.agent),
    ...optional('model', prompt.model),
    ...optional('time', prompt.time),
  }
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => number): Map<number, T[]> {
  const groups = new Map<number, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}
