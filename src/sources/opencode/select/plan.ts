import type {Block} from '../../../session/model.js'
import type {LeftPart} from '../../../session/native.js'
import type {Around, Exclusion} from './exclusion.js'
import {describeLeftTwice} from './left-parts.js'
import type {Tally} from './tally.js'

/** What stays at home of one session. */
export interface Plan {
  exclusions: readonly Exclusion[]
  /** Turns, and blocks such as `12-4`; those of a subagent are its root's to choose. */
  turns: ReadonlySet<number>
  blocks: ReadonlySet<string>
  isChild: boolean
  written: readonly string[]
  tally: Tally
}

/** Notes of what was taken away from one session. */
export interface LeftNotes {
  parts: LeftPart[]
  /** Blocks that were dropped by name, each counted once. */
  dropped: Set<string>
}

/** What is known around one piece; `said` is filled with what of it stays at home. */
export function aroundOf(plan: Plan, isPrompt: boolean): Around & {said: string[]} {
  const said: string[] = []
  return {
    isChild: plan.isChild,
    isPrompt,
    written: plan.written,
    said,
    say: (what) => void said.push(what),
    count: (what, times = 1) => plan.tally.add(what, times),
  }
}

/** Note what of a block stays at home. */
export function note(
  notes: LeftNotes,
  turn: number,
  block: number | undefined,
  said: readonly string[],
  isWhole = false,
): void {
  if (block === undefined) return
  for (const what of said) notes.parts.push({turn, block, what, isWhole})
}

/** Note that a block was dropped by its name. */
export function noteDropped(
  notes: LeftNotes,
  {tally}: Plan,
  {turn, block, what}: {turn: number; block: number; what: string},
): void {
  const key = `${turn}-${block}`
  if (notes.dropped.has(key)) return
  notes.dropped.add(key)
  tally.add(block === 0 ? 'prompt' : 'block', 1)
  notes.parts.push({turn, block, what, isWhole: true})
}

/** Whether a block is dropped by its name. */
export function isDropped({blocks}: Plan, turn: number, number: number | null): boolean {
  return number !== null && blocks.has(`${turn}-${number}`)
}

/** What a block is called where it is not there. */
export function wordOf(block: Block): string {
  switch (block.type) {
    case 'tool':
      return block.name
    case 'text':
      return block.isSynthetic || block.isIgnored ? 'text' : 'answer'
    case 'unknown':
    case 'left-out':
      return 'part'
    default:
      return block.type
  }
}

/** The same thing said of one block several times is said once, with its number. */
export function settled(notes: LeftNotes): LeftPart[] {
  return describeLeftTwice(notes.parts)
}
