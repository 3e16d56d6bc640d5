import type {KnownValue} from '../session/known-value.js'
import {encodingsOf} from './encodings.js'
import type {Hit} from './finding.js'
import {createByteSearch} from './search-bytes.js'

/** Searches bytes that come in pieces for known values. */
export interface KnownSearch {
  add(bytes: Uint8Array, line: number): Hit[]
}

/** Makes a search for known values, raw and encoded, for one file after another. */
export function createKnownSearch(known: readonly KnownValue[]): () => KnownSearch {
  const forms = known.flatMap((secret) =>
    encodingsOf(secret.value).map((form) => ({secret, bytes: Buffer.from(form, 'utf8')})),
  )
  const {longest, search} = createByteSearch(forms.map(({bytes}) => bytes))

  return function begin() {
    let tail: Uint8Array = new Uint8Array()
    let tailLine = 1

    return {
      /**
       * @param line Line of the file that the bytes begin in.
       * @returns A value that lies across two pieces with the later one.
       */
      add(bytes, line) {
        if (forms.length === 0) return []
        const all = tail.length === 0 ? bytes : Buffer.concat([tail, bytes])
        const start = tail.length === 0 ? line : tailLine
        const hits = search(all).flatMap(({pattern, at}) => {
          const form = forms[pattern]
          // What ends in the tail was told of with the piece before.
          if (!form || at + form.bytes.length <= tail.length) return []
          return [hitOf(form.secret, start + linesIn(all, at))]
        })
        const from = Math.max(0, all.length - longest + 1)
        tailLine = start + linesIn(all, from)
        tail = all.slice(from)
        return hits
      },
    }
  }
}

function hitOf({value, origin}: KnownValue, line: number): Hit {
  return {detector: 'known-value', rule: 'known-value', what: `the value of ${origin}`, value, line}
}

function linesIn(bytes: Uint8Array, end: number): number {
  let count = 0
  for (let at = bytes.indexOf(10); at >= 0 && at < end; at = bytes.indexOf(10, at + 1)) count += 1
  return count
}
