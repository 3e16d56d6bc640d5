import type {TurnLinkView} from '../../../templates/timeline.js'
import {titleOfPrompt} from '../page/prompt-title.js'
import {formatDuration} from '../text/format.js'
import {spelled} from '../text/visible.js'
import {formatMoment} from './format-moment.js'
import {type Room, widthOf} from './room.js'
import type {Scale} from './scale.js'
import {rounded} from './shape.js'
import type {TimedTurn} from './timed-turn.js'

/** Percent between the beginnings of two links at least: what a pointer can still tell apart. */
const distance = 0.9
/** Turns narrower than this do not say how long they took. */
const durationFrom = 12

/** What the makers of links share. */
export interface LinkContext {
  scale: Scale
  /** Address of an element of the page, given its id. */
  hrefOf(id: string): string
  /** Set when the session spans several days. */
  withDay: boolean
  /** The line of text above the bars. */
  room: Room
  /** Where the drawing ends, in pixels from the top. */
  bottom: number
}

/** A link for each turn; turns that begin close together share one. */
export function turnLinks(turns: readonly TimedTurn[], context: LinkContext): TurnLinkView[] {
  const groups = grouped(turns, context.scale)
  return groups.map((group, index) => {
    const next = groups[index + 1]?.[0]
    const end = next ? context.scale.place(next.from) : 100
    return turnLink(group, end, context)
  })
}

function grouped(turns: readonly TimedTurn[], {place}: Scale): TimedTurn[][] {
  const groups: TimedTurn[][] = []
  let start = Number.NEGATIVE_INFINITY
  for (const turn of turns) {
    const x = place(turn.from)
    if (x - start >= distance) {
      groups.push([turn])
      start = x
    } else groups.at(-1)?.push(turn)
  }
  return groups
}

/** A link over the bars of its turns, up to where the next one begins at most. */
function turnLink(group: readonly TimedTurn[], end: number, context: LinkContext): TurnLinkView {
  const {scale, hrefOf, room} = context
  const {from, first, last, to} = rangeOf(group)
  const left = Math.min(scale.place(from), 100 - distance)
  const right = Math.min(Math.max(scale.place(to), left + distance), Math.max(end, left + distance))
  const number = first === last ? String(first) : `${first}–${last}`
  const duration = formatDuration(to - from)
  const width = right - left
  const isLong = group.length === 1 && width >= durationFrom
  const text =
    isLong && width > widthOf(`${number}  ${duration}`) ? `${number}  ${duration}` : number
  const isAtEnd = end === 100 && left + widthOf(number) > 100
  const whole =
    isAtEnd || text === number ? undefined : room.claim(left, bold(text), 'start', bold(number))
  // Where the whole finds no room, the number alone may.
  const fit = whole ?? room.claim(isAtEnd ? 100 : left, bold(number), isAtEnd ? 'end' : 'start')
  return {
    href: hrefOf(`t${first}`),
    title: titleOf(group, context),
    x: rounded(left),
    width: rounded(Math.min(width, 100 - left)),
    isUndone: group.every(({turn}) => turn.isUndone),
    ...(fit && {
      label: {number, isWideOnly: fit === 'wide', isAtEnd, ...(whole && {duration})},
    }),
  }
}

/** Numbers are bold: long ones are as wide as one character more. */
function bold(text: string): string {
  return text.length > 3 ? `${text} ` : text
}

function rangeOf(group: readonly TimedTurn[]) {
  const range = {from: group[0]?.from ?? 0, to: 0, first: Number.POSITIVE_INFINITY, last: 0}
  for (const {turn, to} of group) {
    range.to = Math.max(range.to, to)
    range.first = Math.min(range.first, turn.number)
    range.last = Math.max(range.last, turn.number)
  }
  return range
}

/** What is ours comes first, so that a prompt in Hebrew does not turn it around. */
function titleOf(group: readonly TimedTurn[], {withDay}: LinkContext): string {
  const {from, to, first, last} = rangeOf(group)
  const moment = (time: number) => formatMoment(time, {precision: 'minute', withDay})
  if (group.length > 1) return `Prompts ${first}–${last}, ${moment(from)} to ${moment(to)} UTC`
  const [turn] = group.map((one) => one.turn)
  const facts = [
    turn?.prompt ? `Prompt ${first}` : 'Before the first prompt',
    `${moment(from)} UTC`,
    ...(to > from ? [formatDuration(to - from)] : []),
    ...(turn?.isUndone ? ['undone'] : []),
  ].join(', ')
  const {title} = titleOfPrompt(turn?.prompt?.text ?? '')
  return title === '' ? facts : `${facts}: ${spelled(title)}`
}
