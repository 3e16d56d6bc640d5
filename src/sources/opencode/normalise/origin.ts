import type {Block} from '../../../session/model.js'
import type {OpenTurn} from './story.js'

/** What a message and its parts became, noted while they are told. */
export interface Origins {
  /** Number of the message that is being told. */
  at: number
  /** Of each message that was told, by its number. */
  messages: Map<number, MessageOrigin>
  /** Where each block of a turn came from. */
  blocks: WeakMap<Block, {message: number; part: number | undefined}>
}

export interface MessageOrigin {
  /** The turn that it opened or went on with. */
  turn?: OpenTurn
  /** Whether its parts are the turn's prompt. */
  isPrompt: boolean
  /** Whether it is undone as a whole. */
  isUndone: boolean
  /** Parts that went into a block of another part or message. */
  joined: {part: number; block: Block}[]
}

/** Nothing was told yet. */
export function noOrigins(): Origins {
  return {at: 0, messages: new Map(), blocks: new WeakMap()}
}

/** What is noted of the message at hand. */
export function originAt({at, messages}: Origins): MessageOrigin {
  const known = messages.get(at)
  if (known) return known
  const fresh = {isPrompt: false, isUndone: false, joined: []}
  messages.set(at, fresh)
  return fresh
}

/** Blocks are made of parts before anybody knows of which turn they become. */
const parts = new WeakMap<Block, number>()

/** Note the number of the part that a block is made of. */
export function madeOf<B extends Block>(block: B, part: number): B {
  parts.set(block, part)
  return block
}

/** Number of the part that a block was made of; none for what the message itself says. */
export function partOf(block: Block): number | undefined {
  return parts.get(block)
}

/** Note that a block stands in a turn. */
export function noteBlock(origins: Origins, block: Block): void {
  origins.blocks.set(block, {message: origins.at, part: partOf(block)})
}
