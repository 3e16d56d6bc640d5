import type {CompactionView, FailureView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Block} from '../../session/model.js'
import {spelled} from '../text/visible.js'
import {formatMoment} from './format-moment.js'
import {type Bar, merged, rounded} from './shape.js'
import {durationOf, isTime, type TimedTurn} from './timed-turn.js'
import type {LinkContext} from './turn-links.js'

/** Links of each kind at most. */
const mostFailures = 40
const mostCompactions = 12
/** Percent that a failure's link is wide at least. */
const failureWidth = 0.6

interface Failure extends Bar {
  id: string
  time: number
  what: string
  count: number
}

/** Links over the red bars, each to what failed; neighbours share one where there are many. */
export function failureLinks(turns: readonly TimedTurn[], context: LinkContext): FailureView[] {
  const all = turns.flatMap(({turn}) =>
    turn.blocks.flatMap((block): Failure[] => {
      const {time} = block
      if (!isFailure(block) || !isTime(time)) return []
      const x = context.scale.place(time)
      return [
        {
          id: `t${turn.number}-${block.number}`,
          time,
          x,
          width: context.scale.place(time + Math.max(durationOf(block) ?? 0, 0)) - x,
          what: whatFailed(block),
          count: 1,
        },
      ]
    }),
  )
  return fewFailures(all).map(({x, width, ...failure}) => ({
    href: context.hrefOf(failure.id),
    title: titleOf(failure, context.withDay),
    x: rounded(x),
    width: rounded(width),
  }))
}

function fewFailures(all: readonly Failure[]): Failure[] {
  let few = merged(all, failureWidth, 0.15, joined)
  for (let distance = 0.3; few.length > mostFailures; distance *= 2) {
    few = merged(all, failureWidth, distance, joined)
  }
  return few
}

function joined(first: Failure, second: Failure): Failure {
  return {...first, count: first.count + second.count}
}

function titleOf({what, count, time}: Omit<Failure, 'x' | 'width'>, withDay: boolean): string {
  const moment = formatMoment(time, {precision: 'minute', withDay})
  return count === 1
    ? `Failed, ${moment} UTC: ${what}`
    : `Failed ${count} times from ${moment} UTC on: ${what}`
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

/** Where the context was made short, each a link to what was handed on. */
export function compactionLinks(
  turns: readonly TimedTurn[],
  {scale, hrefOf, withDay, room}: LinkContext,
): CompactionView[] {
  const all = turns.flatMap(({turn}) =>
    turn.blocks.flatMap((block) => {
      if (block.type !== 'notice' || block.kind !== 'compaction' || !isTime(block.time)) return []
      const {time} = block
      return [{id: `t${turn.number}-${block.number}`, time, x: scale.place(time), width: 0}]
    }),
  )
  let few = merged(all, 0, 0.15, (first) => first)
  for (let distance = 0.3; few.length > mostCompactions; distance *= 2) {
    few = merged(all, 0, distance, (first) => first)
  }
  return few.map(({id, time, x}) => ({
    href: hrefOf(id),
    title: `Context compacted, ${formatMoment(time, {precision: 'minute', withDay})} UTC`,
    x: rounded(x),
    ...labelAt(x, room),
  }))
}

function labelAt(x: number, room: LinkContext['room']): Pick<CompactionView, 'label'> {
  for (const anchor of ['end', 'start'] as const) {
    const place = anchor === 'end' ? x - 0.6 : x + 0.6
    if (room.claim(place, 'compacted', anchor)) return {label: {x: rounded(place), anchor}}
  }
  return {}
}
