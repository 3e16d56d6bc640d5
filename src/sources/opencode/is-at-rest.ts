import {arrayOf, numberOf, objectOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'

/** Milliseconds after which an answer that does not go on was broken off: its program was killed, or it waits for a person. */
const brokenOff = 60_000

/**
 * Whether a session waits for its person, as far as its messages tell: the last one is an answer that
 * has ended, and not to use a tool (reference 1.6). A store does not say whether a program is at it.
 *
 * @param now Milliseconds since 1970.
 */
export function isAtRest({info, messages}: NativeSession, now: number): boolean {
  const last = messages.at(-1)
  if (last === undefined) return true
  const about = objectOf(last.info ?? last)
  const {created, completed} = objectOf(about.time)
  const isAnswer = about.role === 'assistant' || last.type === 'assistant'
  const goesOn = about.finish === 'tool-calls' || about.finish === 'unknown'
  if (isAnswer && completed !== undefined && !goesOn) return true
  if (isAnswer && about.error !== undefined) return true
  const times = [created, completed, objectOf(info.time).updated, ...partTimes(last.parts)]
  const age = now - Math.max(...times.map((time) => numberOf(time) ?? 0))
  // What comes from the future was written by another clock, which says nothing.
  return age > brokenOff || age < 0
}

function partTimes(parts: unknown): unknown[] {
  return arrayOf(parts).flatMap((part) => {
    const {time, state} = objectOf(part)
    const [own, ofState] = [objectOf(time), objectOf(objectOf(state).time)]
    return [own.start, own.end, ofState.start, ofState.end]
  })
}
