import type {ContentsView} from '../../../templates/contents.js'
import {isFailure} from '../../session/failure.js'
import type {Session, Turn} from '../../session/model.js'
import type {PageBody} from '../paging/cut.js'
import {addressOf, type Places} from '../paging/places.js'
import {count} from '../text/format.js'
import {titleOfPrompt} from './prompt-title.js'
import {headingOf} from './turns.js'

/** Most pages that a list of contents names one by one. */
const mostPages = 400

/** The prompts of one page. */
export function promptsOf(session: Session, page: PageBody): ContentsView[] {
  const turns = new Map(session.turns.map((turn) => [turn.number, turn]))
  return page.entries.flatMap(({id}) => {
    const turn = turns.get(numberOf(id) ?? -1)
    if (!turn) return []
    return {
      href: /^[t\d-]+$/.test(id) ? `#${id}` : '#main',
      number: turn.number,
      title: titleOf(turn),
      note: noteOf(turn),
    }
  })
}

/** The other pages, then the parts that follow the turns. */
export function restOf(
  session: Session,
  pages: readonly PageBody[],
  from: number,
  places: Places,
): ContentsView[] {
  return [...otherPages(session, pages, from, places), ...partsOf(session, from, places)]
}

/** What is on a page, such as `prompts 41 to 80`. */
export function whatIsOn(page: PageBody): string {
  const numbers = [...turnsOn(page)]
  const [first, last] = [numbers[0], numbers.at(-1)]
  if (first === undefined) {
    const isFiles = page.entries.some(({id}) => /^f(?:iles$|-)/.test(id))
    return isFiles ? 'files changed' : 'what follows the prompts'
  }
  const prompts = first === last ? `prompt ${first}` : `prompts ${first} to ${last}`
  return page.seams.includes('files') ? `${prompts}, files changed` : prompts
}

/** Title of a turn, for lists. */
export function titleOf(turn: Turn) {
  return headingOf(turn, titleOfPrompt(turn.prompt?.text ?? '').title)
}

function turnsOn({entries}: PageBody): Set<number> {
  return new Set(entries.flatMap(({id}) => numberOf(id) ?? []))
}

/** Number of the turn that an element belongs to. */
function numberOf(id: string): number | undefined {
  const number = /^t(\d+)/.exec(id)?.[1]
  return number === undefined ? undefined : Number(number)
}

function otherPages(
  session: Session,
  pages: readonly PageBody[],
  from: number,
  places: Places,
): ContentsView[] {
  const titles = new Map(session.turns.map((turn) => [turn.number, turn]))
  const most = mostPages / (from === 0 ? 1 : 40)
  return pages.flatMap((page, index): ContentsView[] => {
    if (index === from || Math.abs(index - from) > most) return []
    const turn = titles.get([...turnsOn(page)][0] ?? -1)
    return [
      {
        href: index === 0 ? 'index.html' : (places.files[index] ?? ''),
        icon: 'list',
        title: `Page ${index + 1}`,
        note: turn ? `${whatIsOn(page)}: ${plainTitle(turn)}` : whatIsOn(page),
      },
    ]
  })
}

function plainTitle(turn: Turn): string {
  const {title} = titleOfPrompt(turn.prompt?.text ?? '')
  if (turn.prompt?.isLeftOut) return 'a prompt that was left out'
  return title.length > 60 ? `${title.slice(0, 59).trimEnd()}…` : title || 'a prompt without text'
}

function partsOf({diffs, todos}: Session, from: number, places: Places): ContentsView[] {
  const href = (id: string) => addressOf(id, from, places)
  const done = todos.filter((todo) => todo.status === 'completed').length
  const parts: ContentsView[] = []
  if (diffs.length > 0) {
    parts.push({
      href: href('files'),
      icon: 'file',
      title: 'Files changed',
      note: count(diffs.length, 'file'),
    })
  }
  if (todos.length > 0) {
    parts.push({
      href: href('todos'),
      icon: 'plan',
      title: 'Todos',
      note: `${done} of ${todos.length} done`,
    })
  }
  parts.push({href: href('about'), icon: 'info', title: 'About this page'})
  return parts
}

function noteOf(turn: Turn): string | undefined {
  const calls = turn.blocks.filter((block) => block.type === 'tool').length
  const errors = turn.blocks.filter(isFailure).length
  const facts = [
    calls > 0 ? count(calls, 'call') : '',
    errors > 0 ? count(errors, 'error') : '',
    turn.isUndone ? 'undone' : '',
  ].filter(Boolean)
  return facts.join(', ') || undefined
}
