import type {Block, ModelRef} from '../../../session/model.js'
import type {Told} from './assemble.js'
import {noteBlock} from './origin.js'
import {type OpenTurn, openTurn} from './story.js'

/** Where the telling of a 2.x session stands. */
export interface Teller extends Told {
  agent?: string
  model?: ModelRef
}

/** The turn at hand, opened when there is none yet. */
export function current(teller: Teller): OpenTurn {
  const last = teller.turns.at(-1)
  if (last) return last
  const turn = openTurn()
  teller.turns.push(turn)
  return turn
}

/** Add a block to the turn at hand; empty texts that nothing is said of say nothing. */
export function add(teller: Teller, block: Block): void {
  if (block.type === 'text' && block.text === '' && block.description === undefined) return
  noteBlock(teller.origins, block)
  current(teller).blocks.push(block)
}
