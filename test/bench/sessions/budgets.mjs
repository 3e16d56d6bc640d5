import path from 'node:path'
import fs from 'fs-extra'

const viewer = path.resolve(import.meta.dirname, '../../../dist/page/viewer.js')

/**
 * Messages from which on a session counts as long: a generated one of 1,000
 * entries has 601, one of 20,000 has 12,000.
 */
const long = 600
const veryLong = 12_000

/** Milliseconds that an export may take by the clock, by the entries or the name of the session. */
const walls = {
  100: {must: 1000, aim: 800},
  1000: {must: 3000, aim: 1600},
  5000: {must: 12_000, aim: 7000},
  20000: {must: 45_000, aim: 28_000},
  'klan1-k1lib': {must: 2500},
}

/** From this many entries on memory may hardly grow: bytes an entry. */
const manyEntries = 20_000
const growth = 2000

/**
 * What a session and its pages may cost. `read` takes a result; a budget of which
 * it says nothing does not hold for that session. A kilobyte is a thousand bytes.
 */
const budgets = [
  {
    budget: 'memory of 20,000 entries ≤ 400 MB',
    read: ({entries, memory}) => (entries === manyEntries ? memory / 1e6 : undefined),
    isKept: (value) => value <= 400,
  },
  {
    budget: 'after 5 messages more: % of the CPU of a cold share ≤ 15',
    read: ({rows}) => grown(rows, 'cpu'),
    isKept: (value) => value <= 15,
  },
  {
    budget: 'after 5 messages more: % of the time of a cold share ≤ 15',
    read: ({rows}) => grown(rows, 'wall'),
    isKept: (value) => value <= 15,
  },
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
    read: ({messages, htmlZipped, json}) => (messages >= long ? htmlZipped / json : undefined),
    isKept: (value) => value <= 0.25,
  },
  {
    budget: 'viewer ≤ 15.5 kB',
    read: () => fs.statSync(viewer).size / 1000,
    isKept: (value) => value <= 15.5,
  },
  {
    budget: 'nothing on the console, nothing asked for outside',
    read: ({pages}) => pages?.flatMap(({said, asked}) => [...said, ...asked]).length,
    isKept: (value) => value === 0,
  },
]

/** What an export of this session may take, and whether it does; `undefined` where nothing is said. */
export function judgeWall({session, entries}, wall) {
  const limits = walls[entries] ?? walls[session] ?? {}
  const verdict = (limit) => limit && {limit, isKept: wall <= limit}
  return {must: verdict(limits.must), aim: verdict(limits.aim)}
}

/** Every budget that holds for a session, with its value. */
export function judge(result) {
  const [{must, aim, wall, ...cost}] = result.rows
  const times = Object.entries({must, aim}).flatMap(([kind, verdict]) => {
    if (!verdict) return []
    const budget = `export: ${kind === 'aim' ? 'aim ' : ''}≤ ${verdict.limit / 1000} s`
    return [{budget, value: wall / 1000, isKept: verdict.isKept, isAim: kind === 'aim'}]
  })
  const others = budgets.flatMap(({budget, read, isKept}) => {
    const value = read({...cost, ...result})
    return value === undefined ? [] : [{budget, value, isKept: isKept(value)}]
  })
  return [...times, ...others].map((verdict) => ({session: result.session, ...verdict}))
}

/** How memory grows from one very long session to a longer one. */
export function judgeGrowth(results) {
  const long = results
    .filter(({entries}) => entries >= manyEntries)
    .toSorted((a, b) => a.entries - b.entries)
  return long.slice(1).map((result, at) => {
    const before = long[at]
    const bytes = result.rows[0].memory - before.rows[0].memory
    const value = bytes / (result.entries - before.entries)
    const budget = `bytes of memory an entry beyond those of ${before.session} < ${growth}`
    return {session: result.session, budget, value, isKept: value < growth}
  })
}

function grown(rows, key) {
  const part = rows.find(({step}) => step.startsWith('share,'))?.part
  return part && part[key] * 100
}

function most(pages, column) {
  return pages && Math.max(...pages.map((page) => page[column]))
}
