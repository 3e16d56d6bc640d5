// One object for the whole run, so that an abort of something else, such as a
// request that timed out, is never taken for the person's.
const interrupted = new DOMException('Interrupted', 'AbortError')
let isAsked = false
let end: (() => void) | undefined

/** Ask the running action to end. Called at the first Ctrl-C. */
export function interrupt(): void {
  isAsked = true
}

/**
 * From now on a signal is how the command ends, and no failure.
 *
 * @returns Fulfilled at the first signal.
 */
export function untilSignal(): Promise<void> {
  throwIfInterrupted()
  return new Promise((resolve) => {
    end = resolve
  })
}

/** Let a command that waits for a signal end by itself. `false` where none does. */
export function endWaiting(): boolean {
  const resolve = end
  end = undefined
  resolve?.()
  return resolve !== undefined
}

/** Unwind the call when the person has broken off, so that its temporary files go. */
export function throwIfInterrupted(): void {
  if (isAsked) throw interrupted
}

/** The error that unwinds a call which the person broke off. The exit status is 130. */
export function interruption(): Error {
  return interrupted
}

/** Whether an error, or what caused it, is the person breaking off. */
export function isInterruption(error: unknown): boolean {
  if (error === interrupted) return true
  return error instanceof Error && isInterruption(error.cause)
}
