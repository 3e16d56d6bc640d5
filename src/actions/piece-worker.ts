import type {PieceAnswer, PieceJob} from '../render/pieces/job.js'
import {createPieceRenderer} from '../render/pieces/render-piece.js'
import {readTranslations} from './pieces/translations.js'

/** What a thread answers, or what went wrong with it: that is a bug, while a hard text is none. */
export type ThreadAnswer = {answer: PieceAnswer; milliseconds: number} | {bug: Error}

const render = createPieceRenderer(readTranslations)
let last: Promise<unknown> = Promise.resolve()

/** Make one piece after the other, in the order in which they are asked for: the oldest is always what it is at. */
export function renderPiece(job: PieceJob): Promise<ThreadAnswer> {
  const next = last.then(() => timed(job))
  last = next
  return next
}

async function timed(job: PieceJob): Promise<ThreadAnswer> {
  const start = performance.now()
  try {
    const answer = await render(job)
    return {answer, milliseconds: performance.now() - start}
  } catch (error) {
    return {bug: error instanceof Error ? error : new Error(String(error))}
  }
}
