import {bytes, count, formatTable, number, percent, time} from './format.mjs'

/** One line of the table is a step of a session; a new number is a new line here. */
const columns = [
  {title: 'session', read: ({session}) => session},
  {title: 'messages', read: ({messages}) => messages, format: count},
  {title: 'JSON', read: ({json}) => json, format: bytes},
  {title: 'step', read: ({step}) => step},
  {title: 'wall', read: ({wall}) => wall, format: time},
  {title: 'must', read: ({must}) => must && verdictOf(must)},
  {title: 'aim', read: ({aim}) => aim && verdictOf(aim)},
  {title: 'CPU', read: ({cpu}) => cpu, format: time},
  {title: '× loop', read: ({loops}) => loops, format: number},
  {title: '× parsing', read: ({parsings}) => parsings, format: number},
  {title: 'CPU of cold', read: ({part}) => part?.cpu, format: percent},
  {title: 'wall of cold', read: ({part}) => part?.wall, format: percent},
  {title: 'memory', read: ({memory}) => memory, format: bytes},
  {title: 'pieces', read: ({work}) => work?.asked, format: count},
  {title: 'made', read: ({work}) => work?.made, format: count},
  {title: 'coloured', read: ({work}) => work?.coloured, format: count},
  {title: 'files', read: ({files}) => files, format: count},
  {title: 'bytes', read: ({bytes}) => bytes, format: bytes},
  {title: 'gzipped', read: ({zipped}) => zipped, format: bytes},
  {title: 'main thread', read: ({page}) => page?.task, format: time},
  {title: 'first paint', read: ({page}) => page?.paint, format: time},
  {title: 'elements', read: ({page}) => page?.elements, format: count},
  {title: 'runs', read: ({runs}) => runs},
]

const verdictColumns = [
  {title: 'session', read: ({session}) => session},
  {title: 'budget', read: ({budget}) => budget},
  {title: 'is', read: ({value}) => value, format: number},
  {title: '', read: ({isKept, isAim}) => (isKept ? 'ok' : isAim ? 'not yet' : 'OVER')},
]

/** When and where this was measured, how fast the machine is and how busy. */
export function describeMachine({date, node, cores, load, loop, loopInPage}) {
  const inPage = loopInPage === undefined ? '' : `, ${time(loopInPage)} in Chromium`
  return [
    `${date}, Node ${node}, ${cores} cores, load ${load.map((one) => one.toFixed(2)).join(' ')}`,
    `The calibration loop takes ${time(loop)} in Node${inPage}.`,
  ]
}

/** Every step of every session, a line each. */
export function formatResults(results) {
  return formatTable(
    results.flatMap(({rows, pages, session, messages, json}) =>
      rows.map((row, at) => ({
        ...row,
        ...(at === 0 && {session, messages, json, page: pages && worstOf(pages)}),
      })),
    ),
    columns,
  )
}

/** The budgets of every session, and what pages did that none may do. */
export function formatVerdicts(results, verdicts) {
  const said = results.flatMap(({session, pages = []}) =>
    pages.flatMap(({name, said, asked}) => [
      ...said.map((text) => `${session}: ${name} says: ${text.slice(0, 200)}`),
      ...asked.map((url) => `${session}: ${name} asks for: ${url.slice(0, 200)}`),
    ]),
  )
  return [...formatTable(verdicts, verdictColumns), ...said]
}

/** The greatest of each number among a session's pages. */
export function worstOf(pages) {
  const most = (key) => Math.max(...pages.map((page) => page[key]))
  return {task: most('task'), paint: most('paint'), elements: most('elements')}
}

function verdictOf({limit, isKept}) {
  return `≤ ${number(limit / 1000)} s ${isKept ? 'ok' : 'over'}`
}
