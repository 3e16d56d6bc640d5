import {findAll} from './page.js'

let isDone = false

/**
 * Side by side shows the same elements in two columns, but a line that did not change stands in both: the
 * first time, give each a second copy behind the originals of its block. Nobody reads, finds or links those.
 * Files out of sight get theirs when they come near.
 */
export function splitDiffs(): void {
  if (isDone) return
  isDone = true
  const observer = new IntersectionObserver(
    (entries) => {
      for (const {isIntersecting, target} of entries) {
        if (!isIntersecting) continue
        observer.unobserve(target)
        for (const block of findAll('.sp-b', target)) copyContext(block)
      }
    },
    {rootMargin: '100% 0%'},
  )
  for (const diff of findAll('.sp-net:not(.sp-one)')) observer.observe(diff)
}

function copyContext(block: Element): void {
  const copies = findAll(':scope > samp:not(.sp-r)', block).map((line) => {
    const copy = line.cloneNode(true) as HTMLElement // The clone of an element.
    copy.classList.add('sp-r')
    copy.setAttribute('aria-hidden', 'true')
    delete copy.dataset.o
    return copy
  })
  block.append(...copies)
}
