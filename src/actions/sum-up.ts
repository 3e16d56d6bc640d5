import {SessionpressError} from '../errors.js'
import type {ShareStatus} from './types.js'

/** One failure is told as it is; of several, those that are alike keep their code. */
export function sumUp(failures: unknown[], removed: readonly ShareStatus[]): unknown {
  const done = removed.length
  const bug = failures.find((error) => !(error instanceof SessionpressError))
  if (bug) return bug
  const known = failures.filter((error) => error instanceof SessionpressError)
  const [first] = known
  if (!first || (known.length === 1 && done === 0)) return first

  const isAlike = done === 0 && known.every(({code}) => code === first.code)
  const messages = [...new Set(known.map(({message}) => message))]
  const more = messages.length - shown
  const parts = [...messages.slice(0, shown), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ')
  return new SessionpressError(
    isAlike ? first.code : 'REMOVE_PARTIAL',
    `${known.length} of ${known.length + done} could not be taken down. ${parts}${tellOf(removed)}`,
    {hint: first.hint ?? 'Run this again.', cause: new AggregateError(known)},
  )
}

/** What is gone all the same. */
function tellOf(removed: readonly ShareStatus[]): string {
  const ids = removed.flatMap(({shareID}) => (shareID === null ? [] : [`\`${shareID}\``]))
  if (ids.length === 0) return ''
  const more = ids.length > shown ? ` and ${ids.length - shown} more` : ''
  return ` Taken down: ${ids.slice(0, shown).join(', ')}${more}.`
}

/** Failures that a message tells of, each in full, and shares that it names. */
const shown = 5

/** Everything that the ledger could tell of is gone; what a damaged record tells of may not be. */
export function sumUpUnread(unread: SessionpressError[], done: number): SessionpressError {
  const others = done === 1 ? 'The other share was' : `The other ${done} shares were`
  const parts = unread.map(({message}) => message)
  if (done > 0) parts.push(`${others} taken down.`)
  return new SessionpressError('LEDGER_UNREADABLE', parts.join(' '), {
    hint: unread[0]?.hint ?? 'Run this again.',
    cause: unread.length === 1 ? unread[0] : new AggregateError(unread),
  })
}
