import './opened.js'

/** Where an encrypted page opened this one, all that is remembered stands in the fragment, behind the key. */
const opened = self.sessionpressOpened

/** What the address remembers, apart from the place: view, theme, diff, folds and search. */
export const query = opened?.query ?? new URLSearchParams(location.search)

/** Write a choice to the address; the default is left out. */
export function remember(key: string, value: string): void {
  if (value) query.set(key, value)
  else query.delete(key)
  replace(opened ? hashOf(idOf(location.hash)) : location.hash)
}

/** Put another fragment under this page, without a step in the history. */
export function replace(hash: string): void {
  try {
    history.replaceState(history.state, '', location.pathname + search() + hash)
  } catch {
    // A page that was opened from the disk may not always do that; then the address stays as it is.
  }
}

function search(): string {
  const text = opened ? '' : query.toString()
  return text && `?${text}`
}

/** The id that a fragment names: `#t1-2`, or `#k=…&t=t1-2` behind the key of an encrypted page. */
export function idOf(hash: string): string {
  const text = hash.slice(1)
  if (text.startsWith('k=')) return new URLSearchParams(text).get('t') ?? ''
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The fragment for an id on this page. */
export function hashOf(id: string): string {
  return opened ? opened.hashOf(id, query.get('p')) : id && `#${id}`
}

/** The address of a place that lasts, without what only this reader chose. */
export function permalink(id: string): string {
  return location.origin + location.pathname + (opened?.hashOf(id, null, true) ?? `#${id}`)
}

/** The address of a place on another page of this session. An encrypted one has only one file. */
export function addressOf(file: string, id: string): string {
  return opened?.hashOf(id, file) ?? file + search() + hashOf(id)
}

/** The address of a page of this session with everything that goes along, or nothing if it is no such page. */
export function carry(href: string): string | undefined {
  const id = idOf(/#.*/.exec(href)?.[0] ?? '')
  if (href.startsWith('#k=')) return addressOf(new URLSearchParams(href).get('p') ?? '', id)
  if (href.startsWith('#')) return hashOf(id)
  const {href: whole} = new URL(href, location.href)
  const folder = new URL('.', location.href).href
  const rest = whole.startsWith(folder) ? whole.slice(folder.length) : ''
  const [, file] = /^(index\.html|page-[\w-]+\.html)(?:[?#].*)?$/.exec(rest) ?? []
  return file && addressOf(file, id)
}
