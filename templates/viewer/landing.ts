import {addressOf, hashOf, idOf, query, remember, replace} from './address.js'
import {unfold} from './folds.js'
import {boxOf, find, findAll, isLeftOut, on, root} from './page.js'
import {type Places, pageOf} from './places.js'
import {toTop} from './settle.js'
import {showAll} from './switches.js'

/** Prompts of the session itself, and the parts below them. */
export const chapters = '.sp-turn:not(.sp-agent .sp-turn), .sp-part'

/** Fragments for the first and the last of them, whatever their ids. */
export const edges = ['sp-first', 'sp-last']

/** Go where the address points, now and whenever it changes. Returns the element at load. */
export function startLanding(): Element | undefined {
  // Back, forward and reload: the browser knows better where the reader was.
  const [entry] = performance.getEntriesByType('navigation')
  const isReturn =
    self.sessionpressOpened?.isReturn ??
    /reload|back/.test((entry as PerformanceNavigationTiming | undefined)?.type ?? '')
  const first = follow(!isReturn)
  let isJump = true
  // Not every browser tells a step in the history from a jump.
  self.navigation?.addEventListener('navigate', ({navigationType}) => {
    isJump = navigationType !== 'traverse'
  })
  on('hashchange', () => follow(isJump))
  return first
}

/** A link to a place on this page was clicked. The browser says nothing when the address stays the same. */
export function expect(hash: string): void {
  if (hash === location.hash) follow(true)
}

function follow(isJump: boolean): Element | undefined {
  const id = idOf(location.hash)
  const isForwarded = query.get('moved') !== null
  if (isForwarded) remember('moved', '')
  if (!id) return undefined
  const edge = edges.indexOf(id)
  const element = edge < 0 ? document.getElementById(id) : goToEdge(edge)
  if (element?.matches('[popover]')) return undefined
  if (element) {
    // `:target` does not know it behind the key of an encrypted page.
    find('.sp-target')?.classList.remove('sp-target')
    element.classList.add('sp-target')
    show(element)
    if (isJump) land(element)
    return element
  }
  if (!isForwarded) forward(id)
  return undefined
}

/** The first or last prompt of a page, for the keys that come from the page beside it. */
function goToEdge(edge: number): Element | undefined {
  const element = findAll(chapters).at(-edge)
  replace(hashOf(element?.id ?? ''))
  return element
}

/** Another page may have the id: `index.html` knows which one. */
function forward(id: string): void {
  if (!root.dataset.spPage) return
  const places = find('#sp-places')?.textContent
  const file = places ? pageOf(JSON.parse(places) as Places, id) : 'index.html' // Our own data.
  if (!file || (places && file === 'index.html')) return
  // The right page must not send the reader back to this one when it does not have the id either.
  if (places) query.set('moved', '')
  location.replace(addressOf(file, id))
}

/** Open what hides an element, and the fold that it is. */
export function show(element: Element): void {
  if (isLeftOut(element)) showAll()
  unfold(element)
  const own = find<HTMLDetailsElement>(':scope > details', element)
  if (own) own.open = true
}

/** Scroll to an element and put the focus there. */
export function land(element: Element): void {
  focusOn(element)
  toTop(boxOf(element))
}

/** What takes the focus for an element: its own head, or itself. */
export function headOf(element: Element): HTMLElement {
  const head = find(
    ':scope > summary, :scope > details > summary, :scope > .sp-prompt > .sp-folio, :scope > .sp-here',
    element,
  )
  return head ?? (element as HTMLElement) // Every place on the page is HTML.
}

function focusOn(element: Element): void {
  const head = headOf(element)
  if (head.tabIndex < 0) head.tabIndex = -1
  head.focus({preventScroll: true})
}
