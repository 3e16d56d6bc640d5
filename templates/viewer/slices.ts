let current = 0

/** Do something to many elements, a few milliseconds in each frame. A later call ends the one before. */
export function inSlices<T>(items: T[], work: (item: T) => void, done?: () => void): void {
  const mine = ++current
  let at = 0
  step()

  function step(): void {
    if (mine !== current) return
    const end = performance.now() + 8
    while (at < items.length && performance.now() < end) work(items[at++] as T) // In range.
    if (at < items.length) requestAnimationFrame(step)
    else done?.()
  }
}
