export const root = document.documentElement

export function find<T extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): T | null {
  return within.querySelector<T>(selector)
}

export function findAll<T extends Element = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): T[] {
  return [...within.querySelectorAll<T>(selector)]
}

/** Listen on the window: there is one listener of a kind, however many elements there are. */
export const on = addEventListener

export function rectOf(element: Element | Range): DOMRect {
  return element.getBoundingClientRect()
}

/** The element in an event's target or around it that fits a selector. */
export function around(event: Event, selector: string): HTMLElement | null {
  const {target} = event
  return target instanceof Element ? target.closest<HTMLElement>(selector) : null
}

/** Make an element of the viewer's own. Text is always text. */
export function create<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
): HTMLElementTagNameMap[K] {
  return Object.assign(document.createElement(name), properties)
}

/** Whether the conversation view leaves an element out. Folds are no matter here. */
export function isLeftOut(element: Element): boolean {
  const talk = find<HTMLInputElement>('#sp-view-talk')
  return (
    !!talk?.checked && !!element.closest('.sp-act:not(.sp-talk), .sp-divide-minor, .sp-left-minor')
  )
}

/** What one steps over, and what the page is held by while heights change. */
export const blocks =
  '.sp-turn, .sp-part, .sp-text, .sp-act, .sp-notice, .sp-divide, .sp-file, .sp-net-turn'

/** The bits of `compareDocumentPosition` for what stands before and behind a node. */
export const isBefore = 2
export const isBehind = 4

/** What stands for an element on the screen: some list items have no box of their own. */
export function boxOf(element: Element): Element {
  const isBare = getComputedStyle(element).display === 'contents'
  return (isBare && element.firstElementChild) || element
}

let voice: HTMLElement | undefined

/** Say a word to those who listen to the page. */
export function say(text: string): void {
  if (!voice) {
    voice = create('div', {className: 'sp-sr', role: 'status'})
    document.body.append(voice)
  }
  const region = voice
  region.textContent = ''
  // A region is only read out when its text changes after it came to the page.
  setTimeout(() => {
    region.textContent = text
  }, 100)
}
