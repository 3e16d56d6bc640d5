import type {Block} from './model.js'

/**
 * Whether something went wrong by itself: a call that failed, a command that ended
 * with another code than 0, an error that stopped an answer. What the user cut off
 * is an interruption.
 */
export function isFailure(block: Block): boolean {
  if (block.type === 'notice') return block.kind === 'error' || block.kind === 'filtered'
  if (block.type !== 'tool' || block.isInterrupted) return false
  // A question that the user waved away is recorded as failed, and is an answer all the same.
  if (block.details.kind === 'question' && block.details.isDismissed) return false
  return (
    block.status === 'failed' ||
    (block.details.kind === 'execute' && (block.details.exitCode ?? 0) !== 0)
  )
}
