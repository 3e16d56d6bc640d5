/** One entry of a listing. */
export interface Listed {
  /** Path on the server, decoded, without a slash at its end. */
  path: string
  isCollection: boolean
}

/**
 * The entries of a `207 Multi-Status` answer to PROPFIND, RFC 4918 section 13.
 *
 * @param address Address that was asked; servers answer with paths or whole addresses.
 * @throws Error for anything that is not whole and well-formed: an entry that went missing could
 * make a collection look empty
 */
export async function readMultistatus(xml: string, address: string): Promise<Listed[]> {
  // The bundle has a CommonJS package's exports under `default` alone.
  const {DOMParser, onErrorStopParsing} = (await import('@xmldom/xmldom')).default
  const parser = new DOMParser({onError: onErrorStopParsing, locator: false})
  const root = parser.parseFromString(xml, 'text/xml').documentElement
  if (root?.namespaceURI !== dav || root.localName !== 'multistatus') {
    throw new Error('it is no multistatus')
  }
  return [...root.getElementsByTagNameNS(dav, 'response')].map((response) => {
    const href = response.getElementsByTagNameNS(dav, 'href')[0]?.textContent?.trim()
    if (!href) throw new Error('an entry has no address')
    const path = pathOf(new URL(href, address))
    const types = response.getElementsByTagNameNS(dav, 'resourcetype')
    const isCollection = [...types].some(
      (type) => type.getElementsByTagNameNS(dav, 'collection').length > 0,
    )
    return {path, isCollection}
  })
}

/** Path of an address as `readMultistatus` gives it. */
export function pathOf({pathname}: URL): string {
  const path = pathname.replace(/\/+$/, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path // Somebody's name in another encoding; no name of ours is one.
  }
}

const dav = 'DAV:'
