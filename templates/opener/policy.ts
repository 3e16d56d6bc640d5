/** What the page's policy asks for before a text becomes markup or a script; not every browser has it. */
const rules = {
  /** A page of the session, for a parser that runs nothing and loads nothing. */
  createHTML: (text: string) => text,
  /** The script of a page. It runs if the policy of this page lists its hash, and not otherwise. */
  createScript: (text: string) => text,
  /** The only addresses that ever become scripts. */
  createScriptURL(url: string): string {
    if (/^data-[0-9a-f]{16}\.js$/.test(url)) return url
    throw new TypeError(url)
  },
}

declare global {
  var trustedTypes: {createPolicy(name: string, made: typeof rules): typeof rules} | undefined
}

/**
 * The one policy of the document. There can be no second, and this one is never given away: what is opened
 * can make neither markup nor scripts.
 */
export const policy = self.trustedTypes?.createPolicy('sp', rules) ?? rules
