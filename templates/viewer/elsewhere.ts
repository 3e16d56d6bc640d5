import {carry} from './address.js'
import {isQuery} from './hits.js'
import {loadIndex} from './load-index.js'
import {create, find, root} from './page.js'
import type {SearchDocument} from './search-index.js'

const mostResults = 50

let list: HTMLElement | undefined
let wanted = ''

/** Show what other pages of the session have, in a list below the box. */
export async function searchElsewhere(text: string): Promise<void> {
  const form = find('.sp-find')
  const name = form?.dataset.spIndex
  wanted = text
  if (!form || !name) return
  if (!isQuery(text)) return closeElsewhere()
  const index = await loadIndex(name)
  // Another text was typed while the index was on its way.
  if (wanted !== text) return
  const own = Number(root.dataset.spPage)
  const found = index?.find(text).filter(({page}) => page !== own)
  closeElsewhere()
  if (found && found.length === 0) return
  list = resultsBox(form)
  list.append(create('p', {textContent: headline(found)}))
  if (found) list.append(resultList(found))
}

export function closeElsewhere(): void {
  list?.remove()
  list = undefined
}

function headline(found: SearchDocument[] | undefined): string {
  if (!found) return 'The other pages could not be searched.'
  const more = found.length - mostResults
  return `Also on other pages: ${found.length}${more > 0 ? `, the first ${mostResults} here` : ''}`
}

function resultList(found: SearchDocument[]): HTMLElement {
  const items = create('ol')
  for (const {id, title, page} of found.slice(0, mostResults)) {
    // Only `index.html` knows the file of a page; it sends the reader on.
    const href = `index.html#${id}`
    const link = create('a', {href: carry(href) ?? href, textContent: title})
    link.append(create('small', {textContent: ` page ${page}`}))
    const item = create('li')
    item.append(link)
    items.append(item)
  }
  return items
}

/** The box closes with Escape, and when the focus leaves the search. Arrows move in it. */
function resultsBox(form: HTMLElement): HTMLElement {
  const box = create('div', {className: 'sp-results'})
  form.append(box)
  if (form.dataset.spReady) return box
  form.dataset.spReady = ''
  form.addEventListener('keydown', (event) => {
    const links = [...(list?.querySelectorAll('a') ?? [])]
    const at = links.indexOf(document.activeElement as HTMLAnchorElement)
    const input = find('#sp-q')
    if (event.key === 'Escape' && at >= 0) input?.focus()
    else if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] ?? input)?.focus()
    else return
    event.preventDefault()
  })
  return box
}
