import type {Block} from '../../session/model.js'
import type {NativeSession} from '../../session/native.js'
import {numbered} from './normalise/numbered.js'
import type {NumberedTurn} from './normalise/story.js'
import {tell} from './normalise/tell.js'

/** Where on the page the messages and parts of one session are. */
export interface PageNumbers {
  /** Number of the turn that a message belongs to. */
  turnOf(message: number): number | undefined
  /**
   * Number of the block that a part became: an entry of `parts` (1.x) or of
   * `content` (2.x). 0 is the turn's prompt; nothing is shown of parts without one.
   */
  blockOf(message: number, part: number): number | undefined
  /** Numbers of the blocks that a message made without any of its parts, with what they are. */
  ownBlocksOf(message: number): readonly OwnBlock[]
  /** Whether the parts of a message are the turn's prompt. */
  isPrompt(message: number): boolean
  /** Whether the user took the message back as a whole. */
  isUndone(message: number): boolean
  turns: readonly NumberedTurn[]
}

export interface OwnBlock {
  number: number
  block: Block
}

/**
 * Which turn and block each message and part of a session becomes. Found by
 * running the code that numbers them.
 */
export function originsOf(native: NativeSession): PageNumbers {
  const told = tell(native)
  const {origins} = told
  const all = numbered(told)
  const turnNumbers = new Map(all.map(({turn, number}) => [turn, number]))
  const blockNumbers = new Map(
    all.flatMap(({blocks}) => blocks.map(({block, number}) => [block, number] as const)),
  )
  const ofParts = new Map<string, number>()
  const ofMessages = new Map<number, OwnBlock[]>()
  for (const [block, number] of blockNumbers) {
    const from = origins.blocks.get(block)
    if (!from) continue
    if (from.part !== undefined) ofParts.set(`${from.message}/${from.part}`, number)
    else ofMessages.set(from.message, [...(ofMessages.get(from.message) ?? []), {number, block}])
  }
  for (const [message, {joined}] of origins.messages) {
    for (const {part, block} of joined) {
      const number = blockNumbers.get(block)
      if (number !== undefined) ofParts.set(`${message}/${part}`, number)
    }
  }
  const of = (message: number) => origins.messages.get(message)
  return {
    turnOf(message) {
      const turn = of(message)?.turn
      return turn && turnNumbers.get(turn)
    },
    blockOf: (message, part) =>
      ofParts.get(`${message}/${part}`) ?? (of(message)?.isPrompt ? 0 : undefined),
    ownBlocksOf: (message) => ofMessages.get(message) ?? [],
    isPrompt: (message) => of(message)?.isPrompt ?? false,
    isUndone: (message) => of(message)?.isUndone ?? false,
    turns: all,
  }
}
