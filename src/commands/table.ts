import {pad, shorten, widthOf} from '../text/width.js'

/** One column of a table. */
export interface Column {
  name: string
  /** Columns that are left at least when the terminal is narrow. @default it is never cut */
  least?: number
  /** Goes whole to lines of its own, below each row, where it does not fit. @default false */
  isLong?: boolean
}

/**
 * Lines of a table for a person: a heading, aligned columns, no line longer
 * than the terminal where that can be had.
 */
export function formatTable(columns: Column[], rows: string[][], width: number): string[] {
  const lines = [columns.map((column) => column.name.toUpperCase()), ...rows]
  const widths = columns.map((_, at) => Math.max(...lines.map((row) => widthOf(row[at] ?? ''))))
  shrink(columns, widths, width)
  return lines.flatMap((row, index) => [
    row
      .flatMap((cell, at) => {
        const size = widths[at] ?? 0
        return size > 0 ? [pad(shorten(cell, size), size)] : []
      })
      .join(gap)
      .trimEnd(),
    ...(index > 0 ? row.filter((cell, at) => cell && widths[at] === 0).map(indent) : []),
  ])
}

function indent(cell: string): string {
  return gap + cell
}

/** Rows for a program: no heading, a tab between columns, nothing cut. */
export function formatTabbed(rows: string[][]): string[] {
  return rows.map((row) => row.join('\t'))
}

const gap = '  '

/** Cut what may be cut. Where that is not enough, the long columns go below the rows. */
function shrink(columns: Column[], widths: number[], width: number): void {
  const wanted = [...widths]
  if (cut(columns, widths, width)) return
  columns.forEach(({isLong}, at) => {
    widths[at] = isLong ? 0 : (wanted[at] ?? 0)
  })
  cut(columns, widths, width)
}

function cut(columns: Column[], widths: number[], width: number): boolean {
  const spare = () =>
    width - widths.reduce((sum, size) => sum + (size > 0 ? size + gap.length : 0), -gap.length)

  columns.forEach(({least}, at) => {
    const size = widths[at] ?? 0
    if (least !== undefined) widths[at] = Math.min(size, Math.max(least, size + spare()))
  })
  return spare() >= 0
}
