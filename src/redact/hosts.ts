import type {Kind} from './kind.js'
import type {Tally} from './tally.js'

const address: Kind = {id: 'private-address', what: 'address in a private network'}
const name: Kind = {id: 'internal-host', what: 'name of a host in a private network'}

const byte = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)'

// RFC 1918.
const version4 = new RegExp(
  `(?<![\\w.-])(?:10\\.${byte}|172\\.(?:1[6-9]|2\\d|3[01])|192\\.168)\\.${byte}\\.${byte}(?![\\w-]|\\.\\w)`,
  'g',
)

// RFC 4193 and 4291.
const version6 =
  /(?<![\w:.])(?:f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):[0-9a-f:]{1,34}(?:%[a-z0-9]{1,15})?(?![\w:])/gi

/** Capital letters at the end are modules of code: `Adapters.Local`. */
const internal =
  /(?<![\w.-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,8}(?:internal|local|corp|lan|intranet|home\.arpa)(?![\w(-]|\.[A-Za-z0-9])/g

/** Names that are the same on every machine, and the networks as a whole. */
const everybodys =
  /^(?:host\.docker\.internal|gateway\.docker\.internal|metadata\.google\.internal|kubernetes(?:\.default(?:\.svc(?:\.cluster)?)?)?\.local|svc\.cluster\.local|cluster\.local|10\.0\.0\.0|172\.16\.0\.0|192\.168\.0\.0)$/i

/** Words that have properties in code and names of settings, such as `settings.local`. */
const code = /^(?:this|self|env|settings|config|docker-compose|compose|vite|process|module)\./i

/** Mask addresses and names that only a private network knows. */
export function maskHosts(text: string, tally: Tally, isRequired = false): string {
  const mask = (pattern: RegExp, kind: Kind) =>
    masked.replace(pattern, replacer({...kind, isRequired}, tally))
  let masked = text
  if (/\b(?:10|172|192)\./.test(masked)) masked = mask(version4, address)
  if (/\bf[cde][0-9a-f]{2}:/i.test(masked)) masked = mask(version6, address)
  if (/\.(?:internal|local|corp|lan|intranet|home\.arpa)/.test(masked)) {
    masked = mask(internal, name)
  }
  return masked
}

function replacer(kind: Kind, tally: Tally) {
  return (host: string, offset: number, text: string): string => {
    if (everybodys.test(host) || code.test(host)) return host
    if (kind.id === address.id && !isAddress(host, text, offset)) return host
    const number = tally.count(kind, host.toLowerCase())
    return number === undefined ? host : `[redacted:${kind.id}#${number}]`
  }
}

function isAddress(host: string, text: string, offset: number): boolean {
  if (host.includes(':')) return host.includes('::') || host.split(':').length === 8
  // A number with points behind these is a version.
  return !/(?:version|release|\bv)["']?[ :=v]{0,4}["']?$|==$|[\^~]$/i.test(
    text.slice(Math.max(0, offset - 16), offset),
  )
}
