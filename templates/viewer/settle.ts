import {blocks, rectOf} from './page.js'

let turn = 0

/** Leave the page where the reader moves it from now on. */
export function giveWay(): void {
  turn++
}

/**
 * Bring the page to a place, and again in the next frames until it stays: what comes into view for the first
 * time gets its real height only then, and moves what is below. Gives way as soon as the reader moves.
 *
 * @param move - Scrolls, and returns where the place is on the screen afterwards.
 */
export function settle(move: () => number): void {
  const mine = ++turn
  let last = Number.NaN
  let calm = 0
  let frames = 0
  step()

  function step(): void {
    if (mine !== turn) return
    const now = move()
    calm = Math.abs(now - last) < 1 ? calm + 1 : 0
    last = now
    if (calm < 6 && frames++ < 150) requestAnimationFrame(step)
  }
}

/** Scroll an element to the top of the page, under the bar. */
export function toTop(element: Element): void {
  settle(() => {
    element.scrollIntoView()
    return rectOf(element).top
  })
}

/** What is being read: an element, and how far from the top of the screen it is. */
export interface Reading {
  element: Element
  top: number
}

/** The element at the top of the screen, unless the page was not scrolled yet. */
export function reading(): Reading | undefined {
  if (scrollY < 10) return undefined
  for (let y = 80; y < innerHeight; y += 40) {
    const found = document.elementFromPoint(innerWidth * 0.6, y)
    const element = found?.closest(blocks)
    if (element) return {element, top: rectOf(element).top}
  }
  return undefined
}

/** After something changed its height: bring back what was being read, or what it was in. */
export function stay(read: Reading | undefined): void {
  if (!read) return
  let {element} = read
  while (!element.checkVisibility() && element.parentElement) element = element.parentElement
  const top = element === read.element ? read.top : 80
  settle(() => {
    scrollBy(0, rectOf(element).top - top)
    return rectOf(element).top
  })
}
