import type {Piece} from '../flow.js'
import {brandHtml, type Html, htmlText} from '../html.js'
import {createAttempts} from './attempts.js'
import {type ColourBudget, colourBudget, createBudget} from './budget.js'
import {type PieceJob, type RenderPiece, textOfJob} from './job.js'
import {keyOf} from './key.js'
import {type Lookahead, newPlaces} from './places.js'
import {newWork, type Work} from './work.js'

/** Makes the pieces of one session's pages that take time: messages, changes, files. */
export interface Pieces {
  /**
   * Markup of a piece. What stands in its place meanwhile is of no use before it has gone `through`.
   * `otherwise` is shown where the text cannot be read as what it is said to be.
   */
  show(job: PieceJob, otherwise?: () => Html): Html
  /** Markup that is made once everything asked for before it is there. */
  afterwards(make: () => Html): Html
  /** The same flow with all pieces in their places. Reads ahead, so that threads have work. */
  through(flow: AsyncIterable<Piece> | Iterable<Piece>): AsyncGenerator<Piece>
  /**
   * Another one with the same options and nothing spent: what a page looks like must not depend on
   * the pages before it.
   */
  fresh(): Pieces
  /** Languages that took too long, and are plain from then on. */
  slow: ReadonlySet<string>
  /** What it did so far. */
  work: Work
}

export interface PiecesOptions {
  /** Does the work. */
  render: RenderPiece
  /** A name for a text that no other has. */
  hash(text: string): string
  /** Letters and digits that no session can guess. */
  secret: string
  /** @default colourBudget */
  budget?: Partial<ColourBudget>
  /** @default what two threads are busy with for a second */
  ahead?: Lookahead
  /** Characters of texts whose markup is kept for a second showing. @default 4000000 */
  maxKept?: number
}

/** Nothing asked for, nothing spent. */
export function createPieces(options: PiecesOptions): Pieces {
  const isColoured = createBudget({...colourBudget, ...options.budget})
  const places = newPlaces(options.secret, options.ahead)
  const work = newWork()
  const {attempt, slow} = createAttempts(options.render, work)
  const kept = new Map<string, {markup: Promise<string | undefined>; size: number}>()
  let size = 0

  return {
    show,
    afterwards: (make) =>
      places.put(
        places.settled().then(() => htmlText(make())),
        0,
      ),
    through: places.through,
    fresh: () => createPieces(options),
    slow,
    work,
  }

  function show(job: PieceJob, otherwise: () => Html = () => brandHtml('')): Html {
    const key = options.hash(keyOf(job))
    work.asked++
    const wanted: PieceJob = isColoured(job, key) ? job : {...job, isPlain: true}
    const markup = keptOf(key, wanted)
    const shown = markup.then((text) => text ?? htmlText(otherwise()))
    return places.put(shown, textOfJob(job).length)
  }

  /** The same change stands at the edit, with its turn and at the session's end: it is made once. */
  function keptOf(key: string, job: PieceJob): Promise<string | undefined> {
    const known = kept.get(key)
    if (known) {
      work.again++
      return known.markup
    }
    const markup = attempt(job)
    const length = textOfJob(job).length
    kept.set(key, {markup, size: length})
    size += length
    for (const [oldest, one] of kept) {
      if (size <= (options.maxKept ?? 4_000_000)) break
      kept.delete(oldest)
      size -= one.size
    }
    return markup
  }
}
