/** Where things are in a session of several pages; `index.html` carries it as JSON. */
export interface Places {
  /** The files, in order. */
  pages: string[]
  /** The first id on each page. */
  starts: string[]
  /** The page of every other id, as its index in `pages`. */
  others: Record<string, number>
}

const turn = /^t\d+(?:-\d+)*$/

/** The file that has an id, if any has. */
export function pageOf({pages, starts, others}: Places, id: string): string | undefined {
  if (!turn.test(id)) return pages[others[id] ?? -1]
  let page = -1
  for (const [index, start] of starts.entries()) {
    if (turn.test(start) && isUpTo(start, id)) page = index
  }
  return pages[page]
}

/** Whether an id is another one or stands before it, number by number. */
function isUpTo(a: string, b: string): boolean {
  const as = a.slice(1).split('-').map(Number)
  const bs = b.slice(1).split('-').map(Number)
  for (const [index, number] of as.entries()) {
    const other = bs[index] ?? -1
    if (number !== other) return number < other
  }
  return true
}
