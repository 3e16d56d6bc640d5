import {carry, hashOf, hasKey, idOf} from './address.js'
import {copy} from './copy.js'
import {expect} from './landing.js'
import {around, on} from './page.js'

/** Links to other pages of the session take the query and the key along, whichever way they are followed. */
export function startLinks(): void {
  for (const type of ['click', 'auxclick', 'contextmenu']) on(type, prepare, true)
  on('click', (event) => {
    const href = around(event, 'a')?.getAttribute('href')
    if (!href?.startsWith('#') || href === '#' || isElsewhere(event)) return
    const hash = hashOf(idOf(href))
    if (hasKey()) {
      event.preventDefault()
      if (hash !== location.hash) location.hash = hash
    }
    expect(hash)
    if (around(event, '.sp-here, .sp-folio')) {
      copy(location.origin + location.pathname + hash, 'Address copied')
    }
  })
}

function prepare(event: Event): void {
  const link = around(event, 'a[href]')
  // An attribute, since links of the timeline are SVG.
  const href = link?.getAttribute('href')
  if (!link || !href || href.startsWith('#') || link.hasAttribute('download')) return
  const carried = carry(href)
  if (carried) link.setAttribute('href', carried)
}

/** Whether a click opens a tab or a window. */
function isElsewhere(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented
}
