import type {Block, ModelRef, Notice} from '../../../session/model.js'
import type {Kept} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {noteBlock} from './origin.js'
import {type OpenTurn, openTurn} from './story.js'
import type {UserMessage} from './user-message.js'

/** Where the telling of a 1.x session stands. */
export interface Teller extends Told {
  /** Turn of each user message, for answers that name it as their parent. */
  byMessage: Map<string, OpenTurn>
  /** Compactions whose summary has not come yet. */
  openCompactions: Map<string, Notice>
  revert: {messageID?: string; partID?: string}
  isUndone: boolean
  /** Turns by their numbers, where messages know theirs. */
  placed: Map<number, OpenTurn>
  kept: Kept | undefined
  agent?: string
  model?: ModelRef
}

/** Open a turn; without a message it is one for what came before any prompt. */
export function open(teller: Teller, message?: UserMessage): OpenTurn {
  const turn = openTurn(message?.prompt)
  turn.isUndone = teller.isUndone
  teller.turns.push(turn)
  return turn
}

/** The turn that the message at hand had in the full session; none where it is the full session. */
export function placedTurn(teller: Teller, message?: UserMessage): OpenTurn | undefined {
  const number = teller.kept?.messages[teller.origins.at]?.turn
  if (number === undefined) return undefined
  const turn = teller.placed.get(number) ?? open(teller, message)
  teller.placed.set(number, turn)
  return turn
}

/** Add blocks to a turn, undone where the telling has passed the point of an undo. */
export function add(teller: Teller, turn: OpenTurn, blocks: readonly Block[]): void {
  for (const block of blocks) {
    if (teller.isUndone) block.isUndone = true
    noteBlock(teller.origins, block)
    turn.blocks.push(block)
  }
}
