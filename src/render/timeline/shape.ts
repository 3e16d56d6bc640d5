/** A bar or a line, in percent of the width. */
export interface Bar {
  x: number
  width: number
}

/** A point of a curve: percent of the width, pixels from the top. */
export interface Point {
  x: number
  y: number
}

/** At most two decimals, the same on every machine. */
export function rounded(value: number): number {
  return Number(value.toFixed(2))
}

/** Bars of one height as one path. */
export function barsPath(bars: readonly Bar[], top: number, height: number): string {
  return bars
    .map(({x, width}) => `M${rounded(x)} ${top}h${rounded(width)}v${height}h-${rounded(width)}z`)
    .join('')
}

/** Lines at one height as one path. */
export function linesPath(bars: readonly Bar[], y: number): string {
  return bars.map(({x, width}) => `M${rounded(x)} ${y}H${rounded(x + width)}`).join('')
}

/** A curve through points. */
export function curvePath(points: readonly Point[]): string {
  return points
    .map(({x, y}, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`)
    .join('')
}

/** Make bars of at least a width, and one of those that stand closer than a distance. */
export function merged<T extends Bar>(
  bars: readonly T[],
  least: number,
  distance: number,
  join: (first: T, second: T) => T,
): T[] {
  const result: T[] = []
  const wide = bars.map((bar) => {
    const width = Math.max(bar.width, least)
    return {...bar, width, x: Math.max(Math.min(bar.x, 100 - width), 0)}
  })
  for (const bar of wide.sort((first, second) => first.x - second.x)) {
    const last = result.at(-1)
    if (!last || bar.x - (last.x + last.width) >= distance) {
      result.push(bar)
      continue
    }
    const right = Math.max(last.x + last.width, bar.x + bar.width)
    result[result.length - 1] = {...join(last, bar), x: last.x, width: right - last.x}
  }
  return result
}
