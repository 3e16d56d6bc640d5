import {find, findAll, rectOf} from './page.js'

/** The contents follow the reading: the link to what lies on a line a third down the screen is current. */
export function startContents(): void {
  const rail = find('.sp-rail')
  if (!rail) return
  const links = new Map<Element, HTMLElement>()
  for (const link of findAll('a[href*="#"]', rail)) {
    const href = link.getAttribute('href') ?? ''
    const part = href.startsWith('#') && document.getElementById(href.slice(1))
    if (part) links.set(part, link)
  }
  const parts = [...links.keys()]
  let current: HTMLElement | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target, boundingClientRect, rootBounds} of entries) {
        const index = parts.indexOf(target)
        if (isIntersecting) mark(links.get(target))
        // It went down below the line: the one above it is being read again.
        else if (links.get(target) === current && boundingClientRect.top > (rootBounds?.top ?? 0))
          mark(links.get(parts[index - 1] ?? target))
      }
    },
    {rootMargin: '-33% 0px -66% 0px'},
  )
  for (const part of parts) observer.observe(part)

  function mark(link: HTMLElement | undefined): void {
    if (link === current || !link || !rail) return
    current?.removeAttribute('aria-current')
    link.setAttribute('aria-current', 'true')
    current = link
    const frame = rectOf(rail)
    const {top, bottom} = rectOf(link)
    if (top < frame.top || bottom > frame.bottom)
      rail.scrollTop += top - frame.top - frame.height / 3
  }
}
