/** Why something on a host failed. */
export interface Failure {
  /** `lost`: `ssh` ended, or was ended for silence or nonsense. Any other: the host refused one step. */
  reason: 'lost' | 'missing' | 'denied' | 'full' | 'failed'
  /** What `ssh` or the host said. */
  said: string
}

const failures = new WeakMap<Error, Failure>()

/** An error that `explainSshError` puts into words. */
export function failed(reason: Failure['reason'], said: string): Error {
  const error = new Error(said)
  failures.set(error, {reason, said})
  return error
}

/** What an error says of a host; `undefined` for errors of any other kind. */
export function failureOf(error: unknown): Failure | undefined {
  return error instanceof Error ? failures.get(error) : undefined
}

/** Whether an error says that something is not on the host. */
export function isMissingThere(error: unknown): boolean {
  return failureOf(error)?.reason === 'missing'
}

/** The error for an answer that breaks the protocol. */
export function nonsense(): Error {
  return failed('lost', 'it answers something that is not SFTP')
}
