import {base, mapBits, mapSign, prefixSign, signs} from './index-signs.js'
import {eachWord} from './words.js'

/** A place that the search of other pages can name: a turn on a page, or a file of "Files changed". */
export interface SearchDocument {
  /** Number of the page, from 1. */
  page: number
  /** The fragment of its place on that page. */
  id: string
  title: string
}

/** The file of the index. How the two texts are written is told in `index-signs.ts`. */
export interface SearchData {
  /** Page, id and title of each document, in the order of the session. */
  docs: [page: number, id: string, title: string][]
  /** All words in order: a capital letter for how much of the word before is repeated, then the rest. */
  words: string
  /** For each word its documents, as distances or as a map. */
  lists: string
}

export interface SearchIndex {
  /** The documents that have all words of a query, be it as parts of longer words. */
  find(query: string): SearchDocument[]
}

/** Make the file of an index ready for queries. */
export function readSearchIndex(data: SearchData): SearchIndex {
  const docs = data.docs.map(([page, id, title]) => ({page, id, title}))
  const words = readWords(data.words)
  const lists = splitLists(data.lists, docs.length)
  return {
    find(query) {
      let wanted: Uint8Array | undefined
      eachWord(query, (word) => {
        const found = new Uint8Array(docs.length)
        for (const [index, text] of words.entries()) {
          if (text.includes(word)) readList(lists[index] ?? '', found)
        }
        wanted = found.map((has, doc) => has & (wanted?.[doc] ?? 1))
      })
      return docs.filter((_, doc) => wanted?.[doc])
    },
  }
}

function readWords(words: string): string[] {
  let last = ''
  return (words.match(/[A-Z][^A-Z]*/g) ?? []).map((word) => {
    last = last.slice(0, word.charCodeAt(0) - prefixSign) + word.slice(1)
    return last
  })
}

/** The lists of all words: a map has a length, every other list ends with a sign of its own. */
function splitLists(lists: string, docCount: number): string[] {
  const end = signs.slice(2 * base, mapSign).replace(/[\]^-]/g, '\\$&')
  const map = `${signs[mapSign]}.{${Math.ceil(docCount / mapBits)}}`
  return lists.match(new RegExp(`${map}|[^${end}]*[${end}]`, 'g')) ?? []
}

/** Set the documents of one word. */
function readList(list: string, found: Uint8Array): void {
  let doc = -1
  let number = 0
  for (const [index, sign] of [...list].entries()) {
    const value = signs.indexOf(sign)
    if (list.startsWith(signs.charAt(mapSign))) {
      for (let bit = 0; bit < mapBits && index > 0; bit++) {
        if ((value >> bit) & 1) found[(index - 1) * mapBits + bit] = 1
      }
      continue
    }
    number = number * base + (value % base)
    if (value < base) continue
    doc += number + 1
    number = 0
    found[doc] = 1
  }
}
