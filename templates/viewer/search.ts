import {query, remember} from './address.js'
import {searchElsewhere} from './elsewhere.js'
import {unfold} from './folds.js'
import {findHits, isQuery, mostHits} from './hits.js'
import {find, findAll, isBehind, isLeftOut, rectOf} from './page.js'
import {reading, settle} from './settle.js'
import {showAll} from './switches.js'

/** The search box: marks while one types, Enter and Shift Enter go from hit to hit, Escape ends it. */
export function startSearch(landed: Element | undefined): void {
  const box = find<HTMLInputElement>('#sp-q')
  const form = box?.form
  const count = form && find('output', form)
  if (!count) return
  let hits: Range[] = []
  let at = -1
  let said = ''
  let timer = 0
  box.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(search, 120)
  })
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('keydown', (event) => {
    const {key, shiftKey, target, isComposing} = event
    if (isComposing) return
    if (key === 'Escape') close()
    else if (key === 'ArrowDown') stepResults(1)
    else if (key === 'ArrowUp') stepResults(-1)
    else if (key === 'Enter' && target === box) go(shiftKey ? -1 : 1)
    else return
    event.preventDefault()
  })
  const wanted = query.get('q')
  if (!wanted) return
  box.value = wanted
  search()
  go(1, landed)

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
    tell()
    searchElsewhere(text)
  }

  function tell(): void {
    if (!count) return
    const all = hits.length < mostHits ? `${hits.length}` : '2,000+'
    const found = hits.length === 1 ? '1 hit' : `${hits.length ? all : 'no'} hits`
    count.textContent = at >= 0 ? `${at + 1} of ${all}` : isQuery(said) ? found : ''
  }

  /** Go to the next hit or the one before; first of all to the one nearest to what is being read. */
  function go(step: number, from = reading()?.element): void {
    search()
    if (at >= 0) at += step
    else at = firstFrom(hits, from) - Number(step < 0)
    const hit = hits.at(at % hits.length)
    if (!hit) {
      stepResults(1)
      return
    }
    at = hits.indexOf(hit)
    tell()
    mark('sp-hit-now', [hit])
    if (!CSS.highlights) select(hit)
    show(hit)
  }

  /** Move between the box and the results on other pages. */
  function stepResults(step: number): void {
    const stops: (HTMLElement | null)[] = [box, ...findAll('.sp-results a')]
    stops[stops.indexOf(document.activeElement as HTMLElement) + step]?.focus()
  }

  /** Forget the search, and go on reading, also by keyboard, where it led to. */
  function close(): void {
    if (!box) return
    const hit = hits[at]
    box.value = ''
    search()
    box.focus()
    box.blur()
    if (hit) getSelection()?.collapse(hit.startContainer, hit.startOffset)
  }
}

/** Mark places on the page without touching the document; older browsers mark none. */
function mark(name: 'sp-hit' | 'sp-hit-now', ranges: Range[]): void {
  CSS.highlights?.set(name, new Highlight(...ranges))
}

function select(range: Range): void {
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
}

/** The first hit in an element or behind it. */
function firstFrom(hits: Range[], element: Element | undefined): number {
  const index = hits.findIndex(
    ({startContainer}) => !element || element.compareDocumentPosition(startContainer) & isBehind,
  )
  return Math.max(index, 0)
}

function show(range: Range): void {
  const element = range.startContainer.parentElement
  if (!element) return
  if (isLeftOut(element)) showAll()
  unfold(element)
  settle(() => {
    const {top, bottom} = rectOf(range)
    if (top < 120 || bottom > innerHeight * 0.85) scrollBy(0, top - innerHeight / 3)
    return rectOf(range).top
  })
  const frame = element.closest('pre')
  if (!frame) return
  const {left, right} = rectOf(range)
  const sides = rectOf(frame)
  if (left < sides.left || right > sides.right)
    frame.scrollLeft += left - sides.left - sides.width / 3
}
