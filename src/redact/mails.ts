import type {Kind} from './kind.js'
import type {Tally} from './tally.js'

const kind: Kind = {id: 'email', what: 'e-mail address'}

/** `@` as it is, or escaped for a URL, JSON or HTML. */
const at = '(?:@|%40|\\\\u0040|&#0{0,3}64;|&#[xX]40;|&commat;)'
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?'

/** Begins at the `@`, because what stands before it may begin anywhere. */
const address = new RegExp(
  `(?=[@%\\\\&])(?<=(?<local>[A-Za-z0-9._+%'-]{1,64}))${at}(?<domain>(?:${label}\\.){1,6}[A-Za-z]{2,24})(?![A-Za-z0-9_-]|\\.[A-Za-z0-9])`,
  'g',
)

/** Mask addresses of people; those of examples, programs and packages stay. */
export function maskMails(text: string, tally: Tally, isRequired = false): string {
  if (!text.includes('@') && !/%40|u0040|64;|&#x40|&commat/i.test(text)) return text
  let masked = ''
  let end = 0
  for (const match of text.matchAll(address)) {
    const {local: found = '', domain = ''} = match.groups ?? {}
    const local = ownPart(found, text.slice(0, match.index - found.length))
    const from = match.index - local.length
    if (from < end || !isPersons(local, domain, text, from)) continue
    const number = tally.count({...kind, isRequired}, `${local}@${domain}`.toLowerCase())
    if (number === undefined) continue
    masked += `${text.slice(end, from)}[redacted:${kind.id}#${number}]`
    end = match.index + match[0].length
  }
  return masked + text.slice(end)
}

/** Without the rest of an escape in front of it, and without signs that no name begins with. */
function ownPart(local: string, before: string): string {
  const escaped = before.endsWith('\\') ? local.replace(/^(?:[bfnrt]|u[0-9A-Fa-f]{4})/, '') : local
  return escaped.replace(/^.*%(?:25)?[0-9A-Fa-f]{2}/, '').replace(/^[.%+'-]+/, '')
}

function isPersons(local: string, domain: string, text: string, from: number): boolean {
  if (local === '' || /[.'%]$/.test(local) || robots.test(local) || examples.test(domain)) {
    return false
  }
  // A number with points is a version, and `2x.png` the size of a picture.
  if (/^v?\d+(?:\.\d+)+|^\dx\./.test(domain)) return false
  // The user of a server's URL, and the second half of something with a scheme.
  if (/:\/\/$|[/:@]$/.test(text.slice(Math.max(0, from - 3), from))) {
    return /mailto:$|\s:$/i.test(text.slice(Math.max(0, from - 7), from))
  }
  return isTopLevel(domain.slice(domain.lastIndexOf('.') + 1).toLowerCase(), local)
}

const robots =
  /^(?:no-?_?reply|do-?not-?reply|git|hg|svn|ssh|root|user(?:name)?|you|your[-._]?(?:name|e?mail)|e?mail|name|someone|me|foo|bar|notifications?)$|(?:^|[-_.+])no-?reply(?:[-_.+]|$)|\[bot\]$/i

/** RFC 2606 and 6761, and what stands in for them. */
const examples =
  /(?:^|\.)(?:example\.[a-z]{2,4}(?:\.[a-z]{2})?|example|test|invalid|localhost|localdomain)$|noreply|(?:^|\.)resend\.dev$|(?:^|\.)(?:your-?(?:domain|company|org)|company|domain|email|mail|foo|bar|acme|test)\.(?:com|org|net|io|dev)$/i

/** Ends of names of files that are no countries. */
const extensions = new Set(
  'ts js mjs cjs jsx tsx go rb cs kt vb cc hh hpp cpp gz xz png jpg jpeg gif svg webp avif ico css scss less json html htm xml yml yaml toml lock map vue svelte txt log csv sql php java swift dart'.split(
    ' ',
  ),
)
const topLevels = new Set(
  'com org net edu gov mil int info biz name pro mobi jobs tel travel aero coop museum app dev page cloud tech online site website store shop blog email xyz wiki codes software systems solutions services digital agency studio design team group company consulting engineering finance health academy university school network live life world media news social chat games fun club space zone today works technology ventures capital partners expert international international global africa berlin london paris tokyo swiss bayern hamburg wien koeln nyc'.split(
    ' ',
  ),
)

/** Two letters are a country. A name with a point before the `@` is a person's anyway. */
function isTopLevel(end: string, local: string): boolean {
  if (extensions.has(end)) return false
  return end.length === 2 || topLevels.has(end) || /^[a-z]{2,}\.[a-z]{2,}$/i.test(local)
}
