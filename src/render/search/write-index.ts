import {
  base,
  longestPrefix,
  mapBits,
  mapSign,
  prefixSign,
  signs,
} from '../../../templates/viewer/index-signs.js'
import type {SearchDocument} from '../../../templates/viewer/search-index.js'
import type {Postings} from './postings.js'

/** The script that `readSearchIndex` of the viewer reads, in pieces of some ten kilobytes. */
export function* writeIndex(docs: SearchDocument[], postings: Postings): Iterable<string> {
  const words = postings.words().sort()
  yield 'globalThis.sessionpressSearch={"docs":['
  for (const [index, {page, id, title}] of docs.entries()) {
    yield `${index ? ',\n' : '\n'}${encode([page, id, title])}`
  }
  yield '],\n"words":"'
  yield* gather(shortWords(words))
  yield '",\n"lists":"'
  yield* gather(lists(words, docs.length, postings))
  yield '"}\n'
}

/** Each word with what it shares with the one before left out. */
function* shortWords(words: string[]): Iterable<string> {
  let last = ''
  for (const word of words) {
    const shared = sharedLength(last, word)
    yield String.fromCharCode(prefixSign + shared) + word.slice(shared)
    last = word
  }
}

function sharedLength(a: string, b: string): number {
  let length = 0
  while (length < longestPrefix && length < a.length && a[length] === b[length]) length++
  // Half a sign cannot be written to a file.
  const unit = b.charCodeAt(length - 1)
  return unit >= 0xd800 && unit < 0xdc00 ? length - 1 : length
}

function* lists(words: string[], docCount: number, postings: Postings): Iterable<string> {
  for (const word of words) yield writeList(postings.docs(word), docCount)
}

/** Distances, or a map of all documents where that is shorter: a common word is in most of them. */
function writeList(docs: number[], docCount: number): string {
  if (docs.length > 1 + Math.ceil(docCount / mapBits)) return writeMap(docs, docCount)
  let last = -1
  let list = ''
  for (const [index, doc] of docs.entries()) {
    list += writeNumber(doc - last - 1, index === docs.length - 1)
    last = doc
  }
  return list
}

function writeNumber(number: number, isLast: boolean): string {
  let text = signs.charAt((number % base) + (isLast ? 2 * base : base))
  for (let rest = Math.floor(number / base); rest > 0; rest = Math.floor(rest / base)) {
    text = signs.charAt(rest % base) + text
  }
  return text
}

function writeMap(docs: number[], docCount: number): string {
  const bits = new Uint8Array(Math.ceil(docCount / mapBits))
  for (const doc of docs) {
    const at = Math.floor(doc / mapBits)
    bits[at] = (bits[at] ?? 0) | (1 << (doc % mapBits))
  }
  return signs.charAt(mapSign) + Array.from(bits, (value) => signs.charAt(value)).join('')
}

/** Put small texts together into pieces for a file, as the inside of a string of the script. */
function* gather(texts: Iterable<string>): Iterable<string> {
  let piece = ''
  for (const text of texts) {
    piece += text
    if (piece.length < 32_768) continue
    yield encode(piece).slice(1, -1)
    piece = ''
  }
  yield encode(piece).slice(1, -1)
}

/** JSON that is also a script, wherever it stands: titles are not ours. */
function encode(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
