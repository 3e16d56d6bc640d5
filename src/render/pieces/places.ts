import {isMark, type Piece} from '../flow.js'
import {brandHtml, type Html, htmlText} from '../html.js'

/** How far a flow is read ahead of what is waited for, in characters. */
export interface Lookahead {
  /** Of texts that are being worked on. */
  open: number
  /** Of markup that waits for what stands before it. */
  waiting: number
}

/** What two threads are busy with for a second or two. */
const lookahead: Lookahead = {open: 600_000, waiting: 2_000_000}

/** Keeps places in markup for what is not there yet. `name` begins them: letters and digits that no session can guess. */
export function newPlaces(name: string, ahead: Lookahead = lookahead) {
  const pattern = new RegExp(`${name}:(\\d+);`)
  const places = new Map<string, Promise<string>>()
  const pending = new Set<Promise<unknown>>()
  let count = 0
  let open = 0

  return {put, settled, through}

  /** Markup that stands for what comes; `length` says how much work it is. */
  function put(markup: Promise<string>, length: number): Html {
    const place = String(++count)
    places.set(place, markup)
    open += length
    const done = () => {
      open -= length
      pending.delete(ended)
    }
    // What fails is told where it is waited for.
    const ended: Promise<void> = markup.then(done, done)
    pending.add(ended)
    return brandHtml(`${name}:${place};`)
  }

  async function settled(): Promise<void> {
    await Promise.all(pending)
  }

  async function* through(flow: AsyncIterable<Piece> | Iterable<Piece>): AsyncGenerator<Piece> {
    const queue: {piece: Piece | Promise<Piece>; length: number}[] = []
    let waiting = 0
    for await (const piece of flow) {
      const whole = isMark(piece) ? piece : filled(piece)
      const length = isMark(piece) ? 0 : htmlText(piece).length
      queue.push({piece: whole, length})
      waiting += length
      while (queue.length > 0 && isDue(queue[0]?.piece, waiting)) {
        const first = queue.shift()
        if (!first) break
        waiting -= first.length
        yield await first.piece
      }
    }
    for (const {piece} of queue) yield await piece
  }

  /** Whether the first piece goes on: it is there, or enough waits behind it. */
  function isDue(first: Piece | Promise<Piece> | undefined, waiting: number): boolean {
    return !(first instanceof Promise) || open > ahead.open || waiting > ahead.waiting
  }

  /** The markup with its places filled, at once where it has none. */
  function filled(piece: Html): Html | Promise<Html> {
    const [head = '', ...rest] = htmlText(piece).split(pattern)
    if (rest.length === 0) return piece
    // The pattern's group stands between what it cuts: numbers and texts in turns.
    const parts = rest.map((part, index) => (index % 2 === 0 ? take(part) : part))
    return Promise.all(parts).then((texts) => brandHtml(head + texts.join('')))
  }

  function take(place: string): Promise<string> {
    const markup = places.get(place)
    if (!markup) throw new Error('A place was filled before.')
    places.delete(place)
    return markup
  }
}
