import {carry} from './address.js'
import {chapters, edges, headOf, land, show} from './landing.js'
import {blocks, boxOf, find, findAll, isBefore, isBehind, isLeftOut, rectOf, root} from './page.js'
import {reading} from './settle.js'

/** Step to the next or previous element that the page shows. */
export function step(selector: string, isForward: boolean): boolean {
  const ahead = inDirection(findAll(selector), isForward)
  const next = ahead.find((element) => boxOf(element).checkVisibility())
  if (next) land(next)
  return !!next
}

/** Step to the next of some things that may be folded; what the view leaves out comes last. */
export function stepInto(elements: Element[]): void {
  const ahead = inDirection(elements, true)
  const next = ahead.find((element) => !isLeftOut(element)) ?? ahead[0]
  if (!next) return
  show(next)
  land(next)
}

/** Step to a prompt, also over the edge of the page. */
export function stepPrompt(isForward: boolean): void {
  if (step(chapters, isForward)) return
  const link = find(`.sp-pager a[rel="${isForward ? 'next' : 'prev'}"]`)
  const href = link?.getAttribute('href')
  if (!href) return
  const place = href.includes('#') ? href : `${href}#${edges[Number(!isForward)]}`
  location.assign(carry(place) ?? place)
}

/** The elements behind the place where the reader is, or before it, nearest first. */
function inDirection(elements: Element[], isForward: boolean): Element[] {
  const here = place()
  const side = isForward ? isBehind : isBefore
  const ahead = elements.filter((element) => {
    if (!here) return isForward
    if (element === here.own) return false
    if (element === here.element) return isForward ? here.side > 0 : here.side < 0
    return here.element.compareDocumentPosition(element) & side
  })
  return isForward ? ahead : ahead.reverse()
}

interface Place {
  element: Element
  /** Whether the element starts above (-1) or below (1) the place. */
  side: number
  /** The block that is the place itself. */
  own?: Element | undefined
}

/** Where the focus is as long as it can be seen, else what is at the top of the screen. */
function place(): Place | undefined {
  const focused = document.activeElement
  const owner = focused?.closest(blocks)
  if (focused && owner) {
    const {top, bottom} = rectOf(boxOf(focused))
    const own = headOf(owner) === focused ? owner : undefined
    if (bottom > 0 && top < innerHeight) return {element: focused, side: 0, own}
  }
  const read = reading()
  if (!read) return undefined
  const line = Number.parseFloat(getComputedStyle(root).scrollPaddingTop) || 0
  const off = read.top - line
  return {element: read.element, side: Math.abs(off) < 8 ? 0 : Math.sign(off)}
}
