import './opened.js'
import {create} from './page.js'
import {readSearchIndex, type SearchData, type SearchIndex} from './search-index.js'

/** What the page's policy asks for before a script is loaded; not every browser has it. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: {createScriptURL(url: string): string},
  ): {createScriptURL(url: string): string}
}

declare global {
  var sessionpressSearch: SearchData | undefined
  var trustedTypes: TrustedTypes | undefined
}

const rules = {
  /** The only address that ever becomes a script. */
  createScriptURL(url: string): string {
    if (/^search-[0-9a-f]{16}\.js$/.test(url)) return url
    throw new TypeError(url)
  },
}

let index: Promise<SearchIndex | undefined> | undefined

/** The search index of the session, loaded once; nothing when that fails. */
export function loadIndex(name: string): Promise<SearchIndex | undefined> {
  const load = self.sessionpressOpened?.loadIndex ?? loadScript
  index ??= load(name)
    .then(readSearchIndex)
    .catch(() => undefined)
  return index
}

function loadScript(name: string): Promise<SearchData> {
  return new Promise((resolve, reject) => {
    const policy = self.trustedTypes?.createPolicy('sp', rules) ?? rules
    const script = create('script', {src: policy.createScriptURL(name)})
    script.onload = () => resolve(self.sessionpressSearch as SearchData) // Else reading it fails.
    script.onerror = reject
    document.head.append(script)
  })
}
