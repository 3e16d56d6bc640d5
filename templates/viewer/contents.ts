import {find, findAll, rectOf} from './page.js'

/** The contents follow the reading: the link to what lies on a line a third down the screen is current. */
export function startContents(): void {
  const rail = find('.sp-rail')
  if (!rail) return
  const links: HTMLElement[] = []
  const parts: Element[] = []
  for (const link of findAll('a[href^="#"]', rail)) {
    const part = document.getElementById((link.getAttribute('href') ?? '').slice(1))
    if (part) parts[links.push(link) - 1] = part
  }
  let current: HTMLElement | undefined
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target, boundingClientRect, rootBounds} of entries) {
        const index = parts.indexOf(target)
        if (isIntersecting) mark(links[index])
        // It went down below the line: what is above it is being read again.
        else if (links[index] === current && boundingClientRect.top > (rootBounds?.top ?? 0))
          mark(links[index - 1])
      }
    },
    {rootMargin: '-33% 0px -66% 0px'},
  )
  for (const part of parts) observer.observe(part)

  function mark(link: HTMLElement | undefined): void {
    if (link === current || !rail) return
    current?.removeAttribute('aria-current')
    current = link
    if (!link) return
    link.setAttribute('aria-current', 'true')
    const frame = rectOf(rail)
    const {top, bottom} = rectOf(link)
    if (top < frame.top || bottom > frame.bottom)
      rail.scrollTop += top - frame.top - frame.height / 3
  }
}
