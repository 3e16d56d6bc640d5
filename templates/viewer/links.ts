import {carry, idOf, permalink} from './address.js'
import {copy} from './copy.js'
import {expect} from './landing.js'
import {around, on} from './page.js'

/** Links within the session take the query and the key along, whichever way they are followed. */
export function startLinks(): void {
  for (const type of ['click', 'auxclick', 'contextmenu']) on(type, prepare, true)
  on('click', (event) => {
    const hash = around(event, 'a')?.getAttribute('href')
    if (!hash?.startsWith('#') || isElsewhere(event)) return
    expect(hash)
    if (around(event, '.sp-here, .sp-folio')) {
      copy(permalink(idOf(hash)), 'Address copied')
    }
  })
}

function prepare(event: Event): void {
  const link = around(event, 'a[href]')
  // An attribute, since links of the timeline are SVG.
  const href = link?.getAttribute('href') ?? ''
  const carried = carry(href)
  if (carried && carried !== href) link?.setAttribute('href', carried)
}

/** Whether a click opens a tab or a window. */
function isElsewhere(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented
}
