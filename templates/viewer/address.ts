/** Whether an encrypted page opened this one: then all that the address remembers stands behind its key, `#k=…`. */
const isSealed = location.hash.startsWith('#k=')

/** What the address remembers, apart from the place: view, theme, diff, folds and search. */
export const query = new URLSearchParams(isSealed ? location.hash.slice(1) : location.search)

/** Write a choice to the address; the default is left out. */
export function remember(key: string, value: string): void {
  if (value) query.set(key, value)
  else query.delete(key)
  replace(isSealed ? hashOf(idOf(location.hash)) : location.hash)
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
  const text = query.toString()
  return isSealed ? location.search : text && `?${text}`
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

/** The fragment for an id on this page, with the key that it was opened with. */
export function hashOf(id: string): string {
  return isSealed ? sealedHash(query.get('p') ?? '', id) : id && `#${id}`
}

/** All that is remembered, with another place. */
function sealedHash(page: string, id: string): string {
  const all = new URLSearchParams(query)
  all.set('p', page)
  all.set('t', id)
  for (const name of ['p', 't']) if (!all.get(name)) all.delete(name)
  return `#${all}`
}

/** The address of a place that lasts, without what only this reader chose. */
export function permalink(id: string): string {
  const hash = isSealed ? `#k=${query.get('k')}&t=${id}` : `#${id}`
  return location.origin + location.pathname + hash
}

/** The address of a place on another page of this session. An encrypted one has only one file. */
export function addressOf(file: string, id: string): string {
  if (isSealed) return sealedHash(/^page-[^.]+/.exec(file)?.[0] ?? '', id)
  return file + search() + hashOf(id)
}

/** The address of a page of this session with everything that goes along, or nothing if it is no such page. */
export function carry(href: string): string | undefined {
  if (href.startsWith('#k=')) {
    return sealedHash(new URLSearchParams(href.slice(1)).get('p') ?? '', idOf(href))
  }
  if (href.startsWith('#')) return hashOf(idOf(href))
  const {href: whole, hash} = new URL(href, location.href)
  const folder = new URL('.', location.href).href
  const rest = whole.startsWith(folder) ? whole.slice(folder.length) : ''
  const [, file] = /^(index\.html|page-[\w-]+\.html)(?:[?#].*)?$/.exec(rest) ?? []
  return file && addressOf(file, idOf(hash))
}
