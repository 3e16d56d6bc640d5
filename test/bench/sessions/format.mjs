/** A count, with a comma between thousands. */
export function count(value) {
  return value.toLocaleString('en')
}

/** Three digits that count, or a whole number. */
export function number(value) {
  return value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(3)))
}

/** Bytes; a kilobyte is a thousand of them. */
export function bytes(value) {
  return value < 1e6 ? `${number(value / 1000)} kB` : `${number(value / 1e6)} MB`
}

/** Milliseconds, as they are or in seconds. */
export function time(value) {
  return value < 1000 ? `${value.toFixed(value < 10 ? 1 : 0)} ms` : `${(value / 1000).toFixed(2)} s`
}

/** How many times as much. */
export function times(value) {
  return `${value.toFixed(2)}×`
}

/** A part of the whole. */
export function percent(value) {
  return `${Math.round(value * 100)} %`
}

/**
 * Rows with their columns below each other and a line of titles. A column is
 * `{title, read, format}`; where `read` says nothing the cell stays empty, and
 * a column that is empty in every row is left out.
 */
export function formatTable(rows, columns) {
  const filled = columns.filter(({read}) => rows.some((row) => isKnown(read(row))))
  const lines = [
    filled.map(({title}) => title),
    ...rows.map((row) =>
      filled.map(({read, format = String}) => {
        const value = read(row)
        return isKnown(value) ? format(value) : ''
      }),
    ),
  ]
  const widths = filled.map((_, at) => Math.max(...lines.map((line) => line[at].length)))
  const isText = filled.map(({read}) => rows.every((row) => typeof read(row) !== 'number'))
  return lines.map((line) =>
    line
      .map((cell, at) => (isText[at] ? cell.padEnd(widths[at]) : cell.padStart(widths[at])))
      .join('  ')
      .trimEnd(),
  )
}

function isKnown(value) {
  return value !== undefined && value !== null && !Number.isNaN(value)
}
