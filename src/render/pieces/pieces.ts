import {isMark, type Piece} from '../flow.js'
import {brandHtml, type Html, html, htmlText} from '../html.js'
import {visible} from '../text/visible.js'
import {createAttempts} from './attempts.js'
import {type ColourBudget, colourBudget, createBudget} from './budget.js'
import {type PieceJob, type RenderPiece, textOfJob} from './job.js'
import {newKept} from './kept.js'
import {keyOf} from './key.js'
import {type ItemForm, type Lookahead, newPlaces} from './places.js'
import {newWork, type Work} from './work.js'

/** Makes the pieces of one session's pages that take time: messages, changes, files. */
export interface Pieces {
  /**
   * Markup of a piece. What stands in its place meanwhile is of no use before it has gone `through`.
   * `otherwise` is shown where the text cannot be read as what it is said to be, or nobody could make it.
   *
   * @default otherwise its text as it is
   */
  show(job: PieceJob, otherwise?: () => Html): Html
  /** The same for a text that is no markup. */
  text(job: PieceJob, otherwise: () => string): string
  /** Markup that is made once everything asked for before it is there. */
  afterwards(make: () => Html): Html
  /** The same flow with all pieces in their places. Reads ahead, so that threads have work. */
  through(flow: AsyncIterable<Piece> | Iterable<Piece>): AsyncGenerator<Piece>
  throughTexts(flow: Iterable<string>): AsyncGenerator<string>
  /**
   * Another one with the same options and no budget spent: what a page looks like must not depend on
   * the pages before it. Only what is plain for the time it takes, it knows.
   */
  fresh(): Pieces
  /** Languages that some code is plain in, as it or other code took too long. */
  plain: ReadonlySet<string>
  /** What it and those made from it did so far. */
  work: Work
}

export interface PiecesOptions {
  /** Does the work. */
  render: RenderPiece
  /** A name for a text that no other has. */
  hash(text: string): string
  /** Letters and digits that no session can guess. */
  secret: string
  /** Markup that was made before, by names of jobs. @default none is kept */
  cache?: PieceCache
  /** @default colourBudget */
  budget?: Partial<ColourBudget>
  /** @default what two threads are busy with for a second */
  ahead?: Lookahead
  /** Characters of texts whose markup is kept for a second showing. @default 4000000 */
  maxKept?: number
}

/** Keeps markup from one run to the next. Another version of what makes it has other names. */
export interface PieceCache {
  get(name: string): string | undefined
  set(name: string, markup: string): void
}

/** Nothing asked for, nothing spent. */
export function createPieces(options: PiecesOptions): Pieces {
  const work = newWork()
  return openPieces(options, {work, ...createAttempts(options.render, work)})
}

/** What those that were made from each other share: what was done, and what took too long. */
type Shared = {work: Work} & ReturnType<typeof createAttempts>

function openPieces(options: PiecesOptions, shared: Shared): Pieces {
  const {work, attempt, plain} = shared
  const isColoured = createBudget({...colourBudget, ...options.budget})
  const places = newPlaces(options.secret, options.ahead)
  const kept = newKept<Promise<string | undefined>>(options.maxKept)

  return {
    show: (job, otherwise = () => asItIs(job)) => brandHtml(text(job, () => htmlText(otherwise()))),
    text,
    afterwards: (make) =>
      brandHtml(
        places.put(
          places.settled().then(() => htmlText(make())),
          0,
        ),
      ),
    through: (flow) => places.through(flow, markupForm),
    throughTexts: (flow) => places.through(flow, textForm),
    fresh: () => openPieces(options, shared),
    plain,
    work,
  }

  function text(job: PieceJob, otherwise: () => string): string {
    const key = options.hash(keyOf(job))
    work.asked++
    if (isColoured(job, key)) return shown(key, job, otherwise)
    const plain: PieceJob = {...job, isPlain: true}
    return shown(options.hash(keyOf(plain)), plain, otherwise)
  }

  function shown(key: string, job: PieceJob, otherwise: () => string): string {
    const again = kept.get(key)
    if (again) work.again++
    const known = again ? undefined : options.cache?.get(key)
    if (known !== undefined) {
      work.cached++
      return known
    }
    const whole = (again ?? made(key, job)).then((one) => one ?? otherwise())
    return places.put(whole, again ? 0 : textOfJob(job).length)
  }

  /**
   * The same change stands at the edit, with its turn and at the session's end: it is made once, or once more
   * where much was shown in between.
   */
  function made(key: string, job: PieceJob): Promise<string | undefined> {
    const markup = attempt(job).then(({markup, isWhole}) => {
      if (isWhole && markup !== undefined) options.cache?.set(key, markup)
      return markup
    })
    kept.set(key, markup, textOfJob(job).length)
    return markup
  }
}

/** The text of a job that no thread could do: nothing of a session goes without a word. */
function asItIs(job: PieceJob): Html {
  return html`<pre class="sp-plain" dir="ltr" tabindex="0">${visible(textOfJob(job))}</pre>`
}

const markupForm: ItemForm<Piece> = {
  textOf: (piece) => (isMark(piece) ? undefined : htmlText(piece)),
  of: brandHtml,
}

const textForm: ItemForm<string> = {textOf: (text) => text, of: (text) => text}
