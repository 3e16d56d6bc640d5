import {SessionpressError} from '../errors.js'
import type {Session} from '../session/model.js'

/** Prompts by their numbers, both ends included. */
export interface PromptRange {
  first: number
  last: number
}

/**
 * Read `3`, `3-5`, `3-` or `-5`. The numbers are those that the page shows.
 *
 * @throws SessionpressError `USAGE_INVALID` that names the prompts there are
 */
export function readPromptRange(text: string, {turns}: Session): PromptRange {
  const [, from = '', dash, to = ''] = /^(\d{0,9})(-?)(\d{0,9})$/.exec(text) ?? []
  const [least = 0, most = 0] = [turns[0]?.number, turns.at(-1)?.number]
  const first = from === '' ? least : Number(from)
  const last = to === '' ? (dash ? most : first) : Number(to)
  const isRange = (from !== '' || to !== '') && first <= last
  if (isRange && least <= first && last <= most) {
    if (turns.some(({number}) => first <= number && number <= last)) return {first, last}
    throw new SessionpressError(
      'USAGE_INVALID',
      `\`--embed ${text}\` names prompts that are left out`,
      {
        hint: 'Name prompts that go out, or leave fewer out.',
      },
    )
  }

  const what = isRange ? 'names prompts that this session does not have' : 'names no prompts'
  throw new SessionpressError('USAGE_INVALID', `\`--embed ${text}\` ${what}`, {
    hint: hintFor(turns.length, least, most),
  })
}

function hintFor(count: number, least: number, most: number): string {
  if (count === 0) return 'Leave it out: this session has no prompts.'
  if (count === 1) return `Write \`--embed ${least}\`: it has only this prompt.`
  return `Name some of its prompts ${least} to ${most}, such as \`--embed ${least}-${Math.min(least + 2, most)}\`.`
}
