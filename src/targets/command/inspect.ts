import {SessionpressError} from '../../errors.js'
import {isSame} from '../disk-file.js'
import type {Presence, Receipt} from '../types.js'
import type {Answer} from './answers.js'

/**
 * What a program says of places, as presences of receipts.
 *
 * @throws SessionpressError `TARGET_UNAVAILABLE` where it leaves one out: that does not mean gone
 */
export function readPresences(
  receipts: readonly Receipt[],
  {isReachable, shares}: Answer<'inspect'>,
): Presence[] {
  const found = new Map(shares.map(({path, files}) => [path, files]))
  return receipts.map((receipt) => {
    const files = found.get(receipt.path)
    if (!files) throw leftOut(receipt)
    const there = new Map(files.map((file) => [file.path, file]))
    const present = receipt.files.filter(({path}) => there.has(path))
    const wrong = receipt.files.filter((file) => {
      const facts = there.get(file.path)
      return !facts || !isSame(facts, file)
    })
    return {
      isReachable,
      isComplete: wrong.length === 0,
      isGone: present.length === 0,
      present: present.map(({path}) => path),
      wrong: wrong.map(({path}) => path),
    }
  })
}

function leftOut({path}: Receipt): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The program did not say what lies at \`${path}\`.`,
    {hint: 'Let it answer for every share that `inspect` names.'},
  )
}
