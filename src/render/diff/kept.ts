import {type Html, htmlText} from '../html.js'

/** Markup that may be wanted again. */
export interface Kept {
  get(key: string): Html | undefined
  set(key: string, value: Html): void
}

/** Keeps so many characters; the oldest go first. */
export function newKept(limit = 4_000_000): Kept {
  const known = new Map<string, Html>()
  let size = 0
  const sizeOf = (key: string, value: Html) => key.length + htmlText(value).length
  return {
    get: (key) => known.get(key),
    set(key, value) {
      known.set(key, value)
      size += sizeOf(key, value)
      for (const [oldest, one] of known) {
        if (size <= limit) break
        known.delete(oldest)
        size -= sizeOf(oldest, one)
      }
    },
  }
}
