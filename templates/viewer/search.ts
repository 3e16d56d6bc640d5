import {query, remember} from './address.js'
import {closeElsewhere, searchElsewhere} from './elsewhere.js'
import {unfold} from './folds.js'
import {findHits, isQuery, mostHits} from './hits.js'
import {mark, markNow} from './marks.js'
import {find, isLeftOut, rectOf} from './page.js'
import {reading, settle} from './settle.js'
import {showAll} from './switches.js'

let hits: StaticRange[] = []
let at = -1
let said = ''
let timer = 0
let count: HTMLElement | null
let box: HTMLInputElement | null

/** The search box: marks while one types, Enter and Shift Enter go from hit to hit, Escape ends it. */
export function startSearch(landed: Element | undefined): void {
  box = find<HTMLInputElement>('#sp-q')
  count = find('.sp-find output')
  box?.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, 120)
  })
  box?.form?.addEventListener('submit', (event) => event.preventDefault())
  box?.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      go(event.shiftKey ? -1 : 1)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
  })
  const wanted = query.get('q')
  if (!box || !wanted) return
  box.value = wanted
  search()
  go(1, landed)
}

export function openSearch(): void {
  box?.focus()
  box?.select()
}

function search(): void {
  clearTimeout(timer)
  const text = box?.value.trim() ?? ''
  if (text === said) return
  said = text
  remember('q', text)
  hits = findHits(text)
  at = -1
  mark('sp-hit', hits)
  mark('sp-hit-now', [])
  tell(text)
  searchElsewhere(text)
}

function tell(text: string): void {
  if (!count) return
  const all = hits.length < mostHits ? `${hits.length}` : '2,000+'
  if (at >= 0) count.textContent = `${at + 1} of ${all}`
  else if (!isQuery(text)) count.textContent = ''
  else count.textContent = hits.length === 0 ? 'no hits' : `${all} hit${all === '1' ? '' : 's'}`
}

/** Go to the next hit or the one before; first of all to the one nearest to what is being read. */
function go(step: number, from = reading()?.element): void {
  search()
  if (hits.length === 0) return
  if (at >= 0) at += step
  else at = firstFrom(from) - Number(step < 0)
  at = (at + hits.length) % hits.length
  tell(said)
  const hit = hits[at]
  if (hit) show(markNow(hit))
}

/** The first hit in an element or behind it. */
function firstFrom(element: Element | undefined): number {
  if (!element) return 0
  const index = hits.findIndex(
    ({startContainer}) =>
      element.compareDocumentPosition(startContainer) & Node.DOCUMENT_POSITION_FOLLOWING,
  )
  return index < 0 ? hits.length : index
}

function show(range: Range): void {
  const element = range.startContainer.parentElement
  if (!element) return
  if (isLeftOut(element)) showAll()
  unfold(element)
  settle(() => {
    const {top, bottom} = rectOf(range)
    if (top < 120 || bottom > innerHeight * 0.85)
      scrollBy({top: top - innerHeight / 3, behavior: 'instant'})
    return rectOf(range).top
  })
  const frame = element.closest('pre')
  if (!frame) return
  const {left, right} = rectOf(range)
  const sides = rectOf(frame)
  if (left < sides.left || right > sides.right)
    frame.scrollLeft += left - sides.left - sides.width / 3
}

/** Forget the search, and go on reading, also by keyboard, where it led to. */
function close(): void {
  const hit = hits[at]
  if (!box) return
  box.value = ''
  search()
  closeElsewhere()
  box.blur()
  if (hit) getSelection()?.collapse(hit.startContainer, hit.startOffset)
}
