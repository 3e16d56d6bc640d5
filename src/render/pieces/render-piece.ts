import {type Colour, colourNothing, createColourer} from '../code/colourer.js'
import type {ReadTranslations} from '../code/grammars.js'
import {htmlText} from '../html.js'
import type {PieceJob, RenderPiece} from './job.js'

/** Does jobs in this thread. Nothing can stop one that takes too long. */
export function createPieceRenderer(readTranslations?: ReadTranslations): RenderPiece {
  const colour = createColourer(readTranslations)
  return async (job) => ({markup: await markupOf(job, job.isPlain ? colourNothing : colour)})
}

async function markupOf(job: PieceJob, colour: Colour): Promise<string | undefined> {
  // Each is loaded with the first job of its type.
  switch (job.type) {
    case 'prose': {
      const {renderMessage} = await import('../markdown/render-message.js')
      return await renderMessage(job, colour)
    }
    case 'patch': {
      const {patchLines} = await import('../diff/hunks.js')
      return htmlText(await patchLines(job.patch, {...job, colour}))
    }
    case 'message': {
      const {inertMessage} = await import('../transcript/inert-message.js')
      return inertMessage(job)
    }
    case 'source': {
      const {numberedSource} = await import('../code/source.js')
      return htmlText(await numberedSource(job.code, colour, job))
    }
  }
}
