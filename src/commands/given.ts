/** The properties that have a value: what a library call takes where an option was not given. */
export type Given<T> = {[K in keyof T]?: Exclude<T[K], undefined>}

/** Leave out what the command line did not say, so that the library's defaults hold. */
export function given<T extends object>(values: T): Given<T> {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  // Only properties without a value are gone, which is what `Given` says.
  return Object.fromEntries(entries) as Given<T>
}
