/** What may be wanted again. */
export interface Kept<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value, size: number): void
}

/** Keeps values up to a sum of sizes; the oldest go first. */
export function newKept<Value>(limit = 4_000_000): Kept<Value> {
  const known = new Map<string, {value: Value; size: number}>()
  let sum = 0
  return {
    get: (key) => known.get(key)?.value,
    set(key, value, size) {
      known.set(key, {value, size})
      sum += size
      for (const [oldest, one] of known) {
        if (sum <= limit) break
        known.delete(oldest)
        sum -= one.size
      }
    },
  }
}
