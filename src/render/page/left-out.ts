import {leftOut, leftPart, leftTurns} from '../../../templates/left-out.js'
import {describePrompts} from '../../session/left-out.js'
import type {LeftOutBlock, Session, Turn} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {visible} from '../text/visible.js'

/** Blocks in a row that stay at home. */
export function renderLeftOut(blocks: readonly LeftOutBlock[], ids: readonly string[]): Html {
  const whats = blocks.map(({what}) => what)
  return leftOut({ids, what: visible(tallied(whats)), isMinor: !whats.some(isSaid)})
}

/** What of a block or a prompt stays at home. */
export function renderLeft(left: readonly string[] | undefined): Html {
  return left && left.length > 0 ? leftPart(visible(tallied(left))) : html``
}

/** `reasoning (2), bash`. */
export function tallied(whats: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const what of whats) counts.set(what, (counts.get(what) ?? 0) + 1)
  return [...counts].map(([what, times]) => (times > 1 ? `${what} (${times})` : what)).join(', ')
}

/** Words that somebody said, as against what was done for them. */
function isSaid(what: string): boolean {
  return /^(?:answer|text|file|image|notice)/.test(what)
}

/** Turns that stay at home, by the shown turn that follows them; at `undefined` those after the last one. */
export function leftBefore(
  turns: readonly Turn[],
  left: readonly number[],
): Map<number | undefined, number[]> {
  const groups = new Map<number | undefined, number[]>()
  for (const number of left) {
    const next = turns.find((turn) => turn.number > number)?.number
    groups.set(next, [...(groups.get(next) ?? []), number])
  }
  return groups
}

/** `Prompts 1 to 11 were left out.` */
export function leftSentence(turns: readonly number[]): string {
  const prompts = describePrompts(turns)
  const verb = turns.length === 1 ? 'was' : 'were'
  return `${prompts.charAt(0).toUpperCase()}${prompts.slice(1)} ${verb} left out.`
}

/** The line for turns that stay at home; nothing where there are none. */
export function renderLeftTurns(turns: readonly number[] | undefined): Html {
  return turns && turns.length > 0 ? leftTurns(leftSentence(turns)) : html``
}

/** Turns of a session that stay at home. */
export function leftTurnsOf({leftOut: left}: Session): readonly number[] {
  return left?.turns ?? []
}
