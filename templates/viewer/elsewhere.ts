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
  wanted = text
  const form = find('.sp-find')
  const name = form?.dataset.spIndex
  if (!name) return
  list?.replaceChildren()
  if (!isQuery(text)) return
  const index = await loadIndex(name)
  // Another text was typed while the index was on its way.
  if (wanted !== text) return
  list ??= create('div', {className: 'sp-results'})
  form.append(list)
  if (!index) list.append('The other pages could not be searched.')
  else
    showResults(
      list,
      index.find(text).filter(({page}) => `${page}` !== root.dataset.spPage),
    )
}

function showResults(box: HTMLElement, found: SearchDocument[]): void {
  if (found.length === 0) return
  const isCut = found.length > mostResults
  const start = isCut ? `, the first ${mostResults} here` : ''
  const items = found.slice(0, mostResults).map(({id, title, page}) => {
    // Only `index.html` knows the file of a page; it sends the reader on.
    const href = `index.html#${id}`
    const link = create('a', {href: carry(href) ?? href, textContent: title})
    link.append(create('small', {textContent: ` page ${page}`}))
    const item = create('li')
    item.append(link)
    return item
  })
  const ol = create('ol')
  ol.append(...items)
  box.append(create('p', {textContent: `Also on other pages: ${found.length}${start}`}), ol)
}
