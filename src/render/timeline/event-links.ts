import type {EventView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Block} from '../../session/model.js'
import {count} from '../text/format.js'
import {spelled} from '../text/visible.js'
import {isCompaction} from './curves.js'
import {formatMoment} from './format-moment.js'
import {type Bar, rounded} from './shape.js'
import {durationOf, isTime, type TimedTurn} from './timed-turn.js'
import type {LinkContext} from './turn-links.js'

/** Links of each kind at most. */
const mostFailures = 40
const mostCompactions = 12
/** Percent that a link is wide at least, and between the beginnings of two. */
const leastWidth = 0.6
/** Pixels from the top, and height of a failure's bar; the line of a compaction begins below. */
const failurePlace = {y: 22, height: 25}
const compactionTop = 48

interface Event extends Bar {
  id: string
  time: number
  block: Block
}

/** Links over the red bars, each to what failed; neighbours share one where there are many. */
export function failureLinks(turns: readonly TimedTurn[], context: LinkContext): EventView[] {
  return grouped(eventsOf(turns, isFailure, context), mostFailures).map((group) =>
    eventLink(group, failurePlace, context, ({time, block}, moment) =>
      group.length === 1
        ? `Failed, ${moment(time)}: ${whatFailed(block)}`
        : `Failed ${group.length} times, first ${moment(time)}: ${whatFailed(block)}`,
    ),
  )
}

/** Links over the lines where the context was made short, each to what was handed on. */
export function compactionLinks(turns: readonly TimedTurn[], context: LinkContext): EventView[] {
  return grouped(eventsOf(turns, isCompaction, context), mostCompactions).map((group) =>
    eventLink(
      group,
      {y: compactionTop, height: context.bottom - compactionTop},
      context,
      ({time}, moment) => {
        const times = group.length === 1 ? ', ' : ` ${count(group.length, 'time')}, first `
        return `Context compacted${times}${moment(time)}`
      },
    ),
  )
}

function eventsOf(
  turns: readonly TimedTurn[],
  isEvent: (block: Block) => boolean,
  {scale}: LinkContext,
): Event[] {
  return turns
    .flatMap(({turn}) =>
      turn.blocks.flatMap((block): Event[] => {
        const {time} = block
        if (!isTime(time) || !isEvent(block)) return []
        const x = scale.place(time)
        const width = scale.place(time + Math.max(durationOf(block) ?? 0, 0)) - x
        return [{id: `t${turn.number}-${block.number}`, time, block, x, width}]
      }),
    )
    .sort((first, second) => first.x - second.x)
}

/** Events that begin close together share a link, further apart the more there are. */
function grouped(events: readonly Event[], most: number): [Event, ...Event[]][] {
  for (let distance = leastWidth; ; distance *= 1.5) {
    const groups: [Event, ...Event[]][] = []
    let start = Number.NEGATIVE_INFINITY
    for (const event of events) {
      if (event.x - start >= distance) {
        groups.push([event])
        start = event.x
      } else groups.at(-1)?.push(event)
    }
    if (groups.length <= most) return groups
  }
}

function eventLink(
  group: readonly [Event, ...Event[]],
  place: {y: number; height: number},
  {hrefOf, withDay}: LinkContext,
  titleOf: (first: Event, moment: (time: number) => string) => string,
): EventView {
  const [first] = group
  const right = group.reduce((end, {x, width}) => Math.max(end, x + width), 0)
  const width = Math.max(right - first.x, leastWidth)
  const moment = (time: number) => `${formatMoment(time, {precision: 'minute', withDay})} UTC`
  return {
    href: hrefOf(first.id),
    title: titleOf(first, moment),
    x: rounded(Math.min(first.x - (width - (right - first.x)) / 2, 100 - width)),
    width: rounded(width),
    ...place,
  }
}

/** The object of a call in a few words. */
function whatFailed(block: Block): string {
  if (block.type === 'notice') return shortened(block.text)
  if (block.type !== 'tool') return ''
  const {details} = block
  switch (details.kind) {
    case 'execute':
      return shortened(details.command)
    case 'read':
    case 'edit':
    case 'write':
      return shortened(`${block.name} ${details.path}`)
    case 'search':
      return shortened(`${block.name} ${details.query}`)
    case 'fetch':
      return shortened(`${block.name} ${details.target}`)
    case 'task':
      return shortened(details.description)
    default:
      return shortened(block.name)
  }
}

function shortened(text: string): string {
  const [line = ''] = text.trim().split('\n')
  const cut = line.length > 80 ? `${line.slice(0, 79).replace(/[\ud800-\udbff]$/, '')}…` : line
  return spelled(cut)
}
