/** What the address remembers, apart from the place: view, theme, diff, folds and search. */
export const query = new URLSearchParams(location.search)

/** Write a choice to the address; the default is left out. */
export function remember(key: string, value: string): void {
  if (value) query.set(key, value)
  else query.delete(key)
  replace(location.hash)
}

/** Put another fragment under this page, without a step in the history. */
export function replace(hash: string): void {
  try {
    history.replaceState(history.state, '', location.pathname + search() + hash)
  } catch {
    // A page that was opened from the disk may not always do that; then the address stays as it is.
  }
}

export function search(): string {
  const text = query.toString()
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

/** The fragment for an id, with the key that this page was opened with. */
export function hashOf(id: string): string {
  const [key = ''] = /^#k=[^&]*/.exec(location.hash) ?? []
  if (!key) return id && `#${id}`
  return id ? `${key}&t=${id}` : key
}

/** The address of another page of this session with everything that goes along, or nothing if it is no such page. */
export function carry(href: string): string | undefined {
  const {href: whole, hash} = new URL(href, location.href)
  const folder = new URL('.', location.href).href
  const rest = whole.startsWith(folder) ? whole.slice(folder.length) : ''
  const [, file] = /^(index\.html|page-[\w-]+\.html)(?:[?#].*)?$/.exec(rest) ?? []
  return file && file + search() + hashOf(idOf(hash))
}
