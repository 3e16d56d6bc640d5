import {refusalOf} from '../markdown/guard.js'
import type {MessageJob} from '../pieces/job.js'
import {settled} from '../text/visible.js'
import {fence} from './fence.js'
import {inert, isAtRest} from './inert.js'
import {type MessageForm, messageLines} from './message-lines.js'

/** A message that does nothing, in its form; as a block of text where its form would wake something up. */
export function inertMessage({text, form}: MessageJob): string {
  const asBlock = () => messageLines(fence(text), form)
  if (refusalOf(text)) return asBlock()
  // Most messages do nothing as they are, and that is one look instead of two.
  return atRest(text, form) ?? atRest(inert(text), form) ?? asBlock()
}

function atRest(text: string, form: MessageForm): string | undefined {
  // As it goes out: signs that reorder text are said by name there.
  const lines = settled(messageLines(text, form))
  return isAtRest(lines) ? lines : undefined
}
