import {formatClock, formatTime} from '../text/format.js'

export type Precision = 'second' | 'minute'

export interface MomentOptions {
  precision: Precision
  withDay: boolean
}

/** `10:33`, `10:33:34`, `22 Nov, 10:33`: in UTC, which is said elsewhere. */
export function formatMoment(time: number, {precision, withDay}: MomentOptions): string {
  const clock = formatClock(time)
  const text = precision === 'second' ? clock : clock.slice(0, 5)
  return withDay ? `${formatDay(time)}, ${text}` : text
}

/** Whether two times are of one day in UTC. */
export function isSameDay(first: number, second: number): boolean {
  return Math.floor(first / 86_400_000) === Math.floor(second / 86_400_000)
}

/** `2 d`, `9 h`, `45 min`: how long a shortened stretch was, as short as can be. */
export function formatRoughly(duration: number): string {
  const seconds = Math.round(duration / 1000)
  if (seconds < 1) return `${Math.round(duration)} ms`
  if (seconds < 90) return `${seconds} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 36 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86_400)} d`
}

function formatDay(time: number): string {
  const [day = '', month = ''] = formatTime(time).split(' ')
  return `${day} ${month.slice(0, 3)}`
}
