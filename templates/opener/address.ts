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
