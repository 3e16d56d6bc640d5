import type {PageBody} from './cut.js'

/** Where elements are, on sessions of one page or many. */
export interface Places {
  /** File of each page, in order. */
  files: readonly string[]
  /** First part of a turn on each page; empty for pages that have none. */
  starts: readonly string[]
  /** Pages of elements that are no part of a turn. */
  others: ReadonlyMap<string, number>
}

/** Files and elements of the pages. The first is `index.html`, the others are named by what is on them. */
export function placesOf(pages: readonly PageBody[]): Places {
  const others = new Map<string, number>()
  for (const [index, {places, seams}] of pages.entries()) {
    for (const id of [...seams, ...places]) {
      if (!turnID.test(id) && !others.has(id)) others.set(id, index)
    }
  }
  return {
    files: pages.map(({held}, index) =>
      index === 0 ? 'index.html' : `page-${held.sha256.slice(0, 16)}.html`,
    ),
    starts: pages.map(({seams}) => seams.find((id) => turnID.test(id)) ?? ''),
    others,
  }
}

/** Index of the page that has an element; the first where nobody has it. */
export function pageOf(id: string, {starts, others}: Places): number {
  if (!turnID.test(id)) return others.get(id) ?? 0
  const wanted = numbersOf(id)
  let page = 0
  for (const [index, start] of starts.entries()) {
    if (turnID.test(start) && isBeforeOrAt(numbersOf(start), wanted)) page = index
  }
  return page
}

/** Address of an element as seen from a page. */
export function addressOf(id: string, from: number, places: Places): string {
  const page = pageOf(id, places)
  return page === from ? `#${id}` : `${places.files[page]}#${id}`
}

/** Turns and what is in them: `t12`, `t12-4`, `t12-4-1-2`. */
const turnID = /^t\d+(?:-\d+)*$/

function numbersOf(id: string): number[] {
  return id.slice(1).split('-').map(Number)
}

/** In the order of the document a turn comes before what is in it. */
function isBeforeOrAt(one: readonly number[], other: readonly number[]): boolean {
  for (const [index, number] of one.entries()) {
    const against = other[index]
    if (against === undefined) return false
    if (number !== against) return number < against
  }
  return true
}
