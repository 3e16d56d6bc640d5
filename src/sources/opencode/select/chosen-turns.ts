import {SessionpressError} from '../../../errors.js'
import type {Selection} from '../../../session/selection.js'

/**
 * Numbers of the turns that stay at home.
 *
 * @throws SessionpressError `USAGE_INVALID` for numbers that the session has no turn of, and where no turn is left
 */
export function turnsLeftOut(numbers: readonly number[], selection: Selection): Set<number> {
  const [least, most] = [numbers[0] ?? 1, numbers.at(-1) ?? 0]
  const {fromTurn, toTurn, dropTurns} = selection
  check('--from-turn', fromTurn)
  check('--to-turn', toTurn)
  for (const turn of dropTurns) check('--drop-turn', turn)
  if (fromTurn !== undefined && toTurn !== undefined && fromTurn > toTurn) {
    throw new SessionpressError(
      'USAGE_INVALID',
      `\`--from-turn ${fromTurn}\` comes after \`--to-turn ${toTurn}\``,
      {hint: 'Give the first turn and the last one that go out.'},
    )
  }
  const left = numbers.filter(
    (turn) => turn < (fromTurn ?? least) || turn > (toTurn ?? most) || dropTurns.includes(turn),
  )
  if (left.length > 0 && left.length === numbers.length) {
    throw new SessionpressError('USAGE_INVALID', 'The selection leaves no turn of the session', {
      hint: `Keep at least one of its prompts ${least} to ${most}.`,
    })
  }
  return new Set(left)

  function check(option: string, turn: number | undefined): void {
    if (turn === undefined || numbers.includes(turn)) return
    throw new SessionpressError(
      'USAGE_INVALID',
      `\`${option} ${turn}\` names a prompt that this session does not have`,
      {hint: hintFor(option, least, most)},
    )
  }
}

function hintFor(option: string, least: number, most: number): string {
  if (most < least) return 'Leave it out: this session has no prompts.'
  if (least === most) return `Leave it out: it has only prompt ${least}.`
  return `Name one of its prompts ${least} to ${most}, such as \`${option} ${Math.min(least + 1, most)}\`.`
}
