/** What the fragment says. It never leaves the browser, so everything that is remembered stands there. */
export function readFragment(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1))
}

/** The key of a whole link: 256 bits as base64url. */
export function keyIn(fragment: URLSearchParams): string | undefined {
  const key = fragment.get('k') ?? ''
  return /^[\w-]{43}$/.test(key) ? key : undefined
}

/** The file of the page that the fragment names. */
export function pageIn(fragment: URLSearchParams): string {
  return `${fragment.get('p') ?? 'index'}.html`
}

/** The fragment for a place on a page, which may be named as a file or as another fragment has it. */
export function fragmentOf(known: URLSearchParams, id: string, page: string | null): string {
  const fragment = new URLSearchParams(known)
  const name = page?.replace(/\.html$/, '')
  if (name && name !== 'index') fragment.set('p', name)
  else fragment.delete('p')
  fragment.delete('t')
  if (id) fragment.set('t', id)
  return `#${fragment}`
}

/** Where the reader was on a page, as the history keeps it. Its presence tells a step in the history from a link. */
interface Mark {
  y: number
}

export function readMark(): Mark | undefined {
  return (history.state as Mark | null) ?? undefined // Nobody else sets it.
}

export function writeMark(y: number, hash: string = location.hash): void {
  try {
    history.replaceState({y} satisfies Mark, '', location.pathname + location.search + hash)
  } catch {
    // Some browsers do not allow it from a disk, or so often; then the reader is not brought back.
  }
}
