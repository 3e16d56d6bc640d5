/**
 * Whether a link may be made of a text: `http:`, `https:` and `mailto:` only,
 * judged after control characters and white space are gone, as browsers do.
 */
export function isSafeUrl(url: string): boolean {
  const bare = url.replace(/[\u0000-\u0020\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/g, '')
  if (bare.length !== url.trim().length || bare.length > 4000) return false
  if (/^mailto:[^<>"]+$/i.test(bare)) return true
  return /^https?:\/\/[^/?#]/i.test(bare) && hostOf(bare) !== undefined
}

/** Host of an address in the spelling that goes over the wire; `undefined` for what is no address. */
export function hostOf(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).host : undefined
}

/** What every link out of the page carries. */
export const linkRelation = 'noopener noreferrer nofollow ugc'
