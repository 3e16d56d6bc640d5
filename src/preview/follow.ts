import {createHash} from 'node:crypto'
import {setTimeout} from 'node:timers/promises'
import type {Bundle} from '../session/bundle.js'
import type {Edition, Editions} from './editions.js'

interface FollowOptions<T extends Edition> {
  /** What is shown now. */
  first: T
  editions: Editions
  /** Says what the session is like, in a word that differs when the session does. */
  look: () => Promise<string>
  render: () => Promise<T>
  /** Milliseconds between two renderings, at least. */
  interval: number
  /** Told of a rendering that differs, once it is shown. */
  onRendered: (edition: T) => void
  /** Told of a rendering that failed; what was shown stays. */
  onProblem: (error: unknown) => void
}

/**
 * Look again and again, and show what differs. A long session is looked at
 * less often, so that at most a quarter of the time goes into it.
 *
 * @returns Ends it, after the rendering that is going on.
 */
export function follow<T extends Edition>(options: FollowOptions<T>): () => Promise<void> {
  const {first, editions, look, render, interval, onRendered, onProblem} = options
  const stopping = new AbortController()
  let shown = fingerprint(first.bundle)

  // Nothing at first: the session may have changed while it was rendered.
  let seen: string | undefined
  const update = async () => {
    const view = await look()
    if (view === seen || stopping.signal.aborted) return
    const next = await render()
    seen = view
    const found = fingerprint(next.bundle)
    if (found === shown || stopping.signal.aborted) return next.dispose()
    shown = found
    await editions.replace(next)
    onRendered(next)
  }
  const loop = async () => {
    let spent = 0
    while (await isTimeLeft(Math.max(interval, 3 * spent), stopping.signal)) {
      const started = performance.now()
      await update().catch(onProblem)
      spent = performance.now() - started
    }
  }

  const looping = loop()
  return () => {
    stopping.abort()
    return looping
  }
}

/** Wait. `false`, at once, when it is time to stop. */
async function isTimeLeft(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  await setTimeout(milliseconds, undefined, {signal}).catch(() => undefined)
  return !signal.aborted
}

/** Equal for bundles of equal content. */
function fingerprint(bundle: Bundle): string {
  const hash = createHash('sha256')
  for (const [path, {sha256}] of bundle) hash.update(`${path}\0${sha256}\0`)
  return hash.digest('hex')
}
