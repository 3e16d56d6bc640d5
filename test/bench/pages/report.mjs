const columns = {
  elements: {title: 'elements', format: count},
  bytes: {title: 'HTML', format: kilobytes},
  zipped: {title: 'gzip', format: kilobytes},
  task: {title: 'CPU', format: milliseconds},
  script: {title: 'script', format: milliseconds},
  layout: {title: 'layout', format: milliseconds},
  style: {title: 'style', format: milliseconds},
  paint: {title: 'first paint', format: milliseconds},
}

/** How fast this machine is, and how busy. */
export function printCalibration({node, chromium, cores, load}) {
  console.log(
    `Calibration: the loop takes ${milliseconds(node)} in Node, ${milliseconds(chromium)} in Chromium; ${cores} cores, load ${loads(load)}`,
  )
}

/** The table of one session: totals, the worst page of every column, the budgets. */
export function printSession({name, load, cost, verdicts, ...bundle}) {
  const {messages, json, html, zipped, files, index, leftOut, pages} = bundle
  console.log(`\n${name}: ${count(messages)} messages, ${kilobytes(json)} of compact JSON`)
  print([
    ['export', `${seconds(cost.wall)} wall, ${seconds(cost.cpu)} CPU, ${megabytes(cost.memory)}`],
    ['', `least of ${cost.runs}, memory at its peak`],
    ['HTML', `${kilobytes(html)}, ${ratio(html, json)} of the JSON`],
    [
      'gzipped',
      `${kilobytes(zipped)}, ${ratio(zipped, json)} of the JSON, ${ratio(zipped, html)} of the HTML`,
    ],
    ['files', `${count(files)}, index.html ${kilobytes(index)}`],
    ['pages', `${pages.length} measured, ${leftOut} left out`],
    ['load', loads(load)],
  ])
  console.log('  worst page:')
  print(
    Object.entries(columns).map((column) => worst(column, pages)),
    '    ',
  )
  console.log('  budgets:')
  print(
    verdicts.map(({budget, value, isKept}) => [budget, number(value), isKept ? 'ok' : 'OVER']),
    '    ',
  )
  for (const page of pages) {
    for (const text of page.said) console.log(`  ${page.name} says: ${text.slice(0, 200)}`)
    for (const url of page.asked) console.log(`  ${page.name} asks for: ${url.slice(0, 200)}`)
  }
}

function worst([column, {title, format}], pages) {
  const page = pages.reduce((one, other) => (other[column] > one[column] ? other : one))
  return [title, format(page[column]), page.name]
}

/** Rows with their columns below each other. */
function print(rows, indent = '  ') {
  const widths = rows[0].map((_, at) => Math.max(...rows.map((row) => row[at].length)))
  for (const row of rows) {
    console.log(`${indent}${row.map((cell, at) => cell.padEnd(widths[at])).join('  ')}`.trimEnd())
  }
}

function loads(load) {
  return load.map((value) => value.toFixed(2)).join(' ')
}

function count(value) {
  return value.toLocaleString('en')
}

function number(value) {
  return value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(3)))
}

function kilobytes(value) {
  return `${number(value / 1000)} kB`
}

function megabytes(value) {
  return `${Math.round(value / 1e6)} MB`
}

function milliseconds(value) {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`
}

function seconds(value) {
  return `${(value / 1000).toFixed(2)} s`
}

function ratio(part, whole) {
  return (part / whole).toFixed(3)
}
