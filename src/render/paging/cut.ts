import {type Frame, isMark, type Mark, type Piece} from '../flow.js'
import {htmlText} from '../html.js'
import type {Held, Holder} from '../render-context.js'
import {settled} from '../text/visible.js'
import {isOver, noWeight, sumOf, type Weight, weightOf} from './weight.js'

/** What one page holds between its top and its foot. */
export interface PageBody {
  held: Held
  weight: Weight
  /** Elements of it that links look for: those that it may be cut before, then others. */
  seams: string[]
  places: string[]
  /** Elements that links in it lead to, wherever they are. */
  refers: string[]
  /** What stands on it under a title of its own: turns, files. The first may be continued. */
  entries: Entry[]
  /** Whether it begins among the turns, whose list whoever writes the page has to open. */
  hasTurns: boolean
  /** Whether it needs the colours 16 to 255 of terminals. */
  hasPalette: boolean
}

/** A turn or a file, as a list of results names it. */
export interface Entry {
  id: string
  title: string
}

export interface CutOptions {
  limit: Weight
  /** Limit of the first page, which holds more than its body. @default that of the others */
  first?: Weight
  /** Begin to hold the body of a page. */
  hold(): Holder
  /** Pages that are wanted whole. Once there is one more, the rest is not asked for. @default all */
  wanted?: number
  /** Told what stands where, in order, once it is sure on which page (from 0). @default nobody is told */
  onAtom?: (page: number, entry: Entry, markup: string) => void
}

/** Markup between two seams: it stays together. */
interface Atom {
  id: string
  /** Set where a new entry begins. */
  title: string | undefined
  frames: Frame[]
  markup: string
  places: string[]
  refers: string[]
}

/**
 * Cut what the body of a session is made of into pages that are as long as the
 * limit allows. Nothing is held in memory but what stands between two seams.
 */
export async function cutPages(
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
  options: CutOptions,
): Promise<PageBody[]> {
  const pages: PageBody[] = []
  const frames: Frame[] = []
  let atom = newAtom('', undefined, frames)
  let page = newPage(options)
  let entry: Entry = {id: '', title: ''}
  for await (const piece of pieces) {
    if (!isMark(piece)) atom.markup += settled(htmlText(piece))
    else if (piece.mark === 'seam') {
      place()
      atom = newAtom(piece.id, piece.title, frames)
      if (pages.length === options.wanted) break
    } else note(piece)
  }
  place()
  pages.push(sealed(page))
  return pages

  function note(mark: Exclude<Mark, {mark: 'seam'}>): void {
    if (mark.mark === 'enter') frames.push(mark.frame)
    else if (mark.mark === 'leave') frames.pop()
    else if (mark.mark === 'place') atom.places.push(mark.id)
    else atom.refers.push(...mark.ids)
  }

  /** Put the atom on this page, or on a new one where this would get too heavy. */
  function place(): void {
    atom.markup = withoutBareEnds(atom.markup)
    const weight = weightOf(atom.markup)
    const isFull =
      page.weight.elements > 0 && isOver(sumOf(page.weight, weight), limitOf(pages.length))
    if (isFull) turnOver()
    if (atom.id !== '') page.seams.push(atom.id)
    page.hasTurns ||= atom.frames[0]?.isList ?? false
    if (atom.title !== undefined) entry = {id: atom.id, title: atom.title}
    else if (isFull) entry = {...entry, id: atom.id}
    if (page.entries.at(-1) !== entry && entry.title !== '') page.entries.push(entry)
    page.weight = sumOf(page.weight, weight)
    page.places.push(...atom.places)
    page.refers.push(...atom.refers)
    page.hasPalette ||= palette.test(atom.markup)
    page.holder.write(atom.markup)
    options.onAtom?.(pages.length, entry, atom.markup)
  }

  function limitOf(number: number): Weight {
    return number === 0 ? (options.first ?? options.limit) : options.limit
  }

  function turnOver(): void {
    for (const frame of atom.frames.toReversed()) page.holder.write(htmlText(frame.close))
    pages.push(sealed(page))
    page = newPage(options)
    for (const frame of atom.frames) page.holder.write(htmlText(frame.again))
  }
}

type Draft = Omit<PageBody, 'held'> & {holder: Holder}

function newPage({hold}: CutOptions): Draft {
  return {
    holder: hold(),
    weight: noWeight(),
    seams: [],
    places: [],
    refers: [],
    entries: [],
    hasTurns: false,
    hasPalette: false,
  }
}

function sealed({holder, ...page}: Draft): PageBody {
  return {...page, held: holder.seal()}
}

function newAtom(id: string, title: string | undefined, frames: readonly Frame[]): Atom {
  return {id, title, frames: [...frames], markup: '', places: [], refers: []}
}

/** White space at the end of a line is written as what it is, so that no editor or checker takes it for a slip. */
function withoutBareEnds(markup: string): string {
  return markup.replace(/[ \t](?=\n)/g, (sign) => (sign === ' ' ? '&#32;' : '&#9;'))
}

const palette = /\bsp-t(?:1[6-9]|[2-9]\d|\d{3})\b/
