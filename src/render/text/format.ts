const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `22 November 2026, 10:35 UTC`: one spelling on every machine. */
export function formatTime(time: number): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'time not readable'
  const day = `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`
  return `${day}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`
}

/** `10:35:12`, in UTC. */
export function formatClock(time: number): string {
  const date = new Date(time)
  if (Number.isNaN(date.getTime())) return 'time not readable'
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`
}

/** ISO 8601 in UTC, for `datetime`; `undefined` where the number is no time. */
export function isoTime(time: number): string | undefined {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** `820 ms`, `1.6 s`, `62 s`, `15 min 2 s`, `2 h 4 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 0) return '0 ms'
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`
  const seconds = Math.round(milliseconds / 1000)
  if (seconds < 120) return `${seconds} s`
  if (seconds < 3600) return twoParts(Math.floor(seconds / 60), 'min', seconds % 60, 's')
  const minutes = Math.round(seconds / 60)
  if (minutes < 48 * 60) return twoParts(Math.floor(minutes / 60), 'h', minutes % 60, 'min')
  const hours = Math.round(minutes / 60)
  return twoParts(Math.floor(hours / 24), 'd', hours % 24, 'h')
}

/** `9`, `1,252`. */
export function formatNumber(value: number): string {
  const [whole = '', rest] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return rest === undefined ? grouped : `${grouped}.${rest}`
}

/** `940`, `6.2 k`, `149 k`, `3.1 M`: for sums of tokens. */
export function formatAmount(value: number): string {
  if (value < 1000) return String(Math.round(value))
  if (value < 999_500) return `${scaled(value / 1000)} k`
  return `${scaled(value / 1_000_000)} M`
}

/** `$0.58`; three digits that count where a cent is too much. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return '$0'
  if (dollars >= 0.1)
    return `$${formatNumber(Number(dollars.toFixed(2))).replace(/\.(\d)$/, '.$10')}`
  return `$${Number(dollars.toPrecision(2)).toFixed(6).replace(/0+$/, '').replace(/\.$/, '.00')}`
}

/** `1 file`, `2 files`, `3 searches`. */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}

function twoParts(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`
}

function scaled(value: number): string {
  return value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : String(Math.round(value))
}
