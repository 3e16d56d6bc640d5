import path from 'node:path'
import fs from 'fs-extra'

const viewer = path.resolve(import.meta.dirname, '../../../dist/page/viewer.js')

/**
 * Messages from which on a session counts as long: a generated one of 1,000
 * entries has 601, one of 20,000 has 12,000.
 */
const long = 600
const veryLong = 12_000

/**
 * What a page may cost. `read` takes a bundle as measured; a budget of which it
 * says nothing does not hold for that session. A kilobyte is a thousand bytes.
 */
const budgets = [
  {
    budget: 'main-thread CPU of any page ≤ 200 ms',
    read: ({pages}) => most(pages, 'task'),
    isKept: (value) => value <= 200,
  },
  {
    budget: 'elements of any page ≤ 20,000',
    read: ({pages}) => most(pages, 'elements'),
    isKept: (value) => value <= 20_000,
  },
  {
    budget: 'first paint < 500 ms',
    read: ({pages}) => most(pages, 'paint'),
    isKept: (value) => value < 500,
  },
  {
    budget: 'index.html of 20,000 entries ≤ 700 kB',
    read: ({messages, index}) => (messages >= veryLong ? index / 1000 : undefined),
    isKept: (value) => value <= 700,
  },
  {
    budget: 'HTML bytes per byte of compact JSON ≤ 1.0',
    read: ({messages, html, json}) => (messages >= long ? html / json : undefined),
    isKept: (value) => value <= 1,
  },
  {
    budget: 'gzipped HTML bytes per byte of compact JSON ≤ 0.25',
    read: ({messages, zipped, json}) => (messages >= long ? zipped / json : undefined),
    isKept: (value) => value <= 0.25,
  },
  {
    budget: 'viewer ≤ 15.5 kB',
    read: () => fs.statSync(viewer).size / 1000,
    isKept: (value) => value <= 15.5,
  },
  {
    budget: 'nothing on the console, nothing asked for outside',
    read: ({pages}) => pages.flatMap(({said, asked}) => [...said, ...asked]).length,
    isKept: (value) => value === 0,
  },
]

/** Every budget that holds for a bundle, with its value. */
export function judge(bundle) {
  return budgets.flatMap(({budget, read, isKept}) => {
    const value = read(bundle)
    return value === undefined ? [] : [{budget, value, isKept: isKept(value)}]
  })
}

function most(pages, column) {
  return Math.max(...pages.map((page) => page[column]))
}
