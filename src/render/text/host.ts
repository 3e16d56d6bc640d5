import {hostOf} from './url.js'

/**
 * Where a link really leads, for a reader whom its text may mislead: its text
 * reads like another address, or its host is spelled with letters that look like
 * those of another alphabet. `undefined` where the text says enough.
 */
export function realPlace(shown: string, target: string): string | undefined {
  const text = shown.normalize('NFKC').trim()
  if (/^mailto:/i.test(target)) return otherMailbox(text, target.slice('mailto:'.length))
  const host = hostOf(target)
  if (host === undefined || text.includes(host)) return isOther(text, host) ? host : undefined
  return /(?:^|\.)xn--/.test(host) || isOther(text, host) ? host : undefined
}

/** Whether a text names a host, and it is not this one. */
function isOther(text: string, host: string | undefined): boolean {
  const named = namedHost(text)
  if (named === undefined || host === undefined) return false
  const plain = (name: string) => name.toLowerCase().replace(/^www\./, '')
  return plain(named) !== plain(host.replace(/:\d+$/, ''))
}

/** The host of a text that is an address as a whole, or holds one that nobody would take for anything else. */
function namedHost(text: string): string | undefined {
  const whole = /^(?:https?:\/\/)?([^\s/?#:]+\.\p{L}{2,}|\d+(?:\.\d+){3})(?:[/?#:]\S*)?$/iu.exec(
    text,
  )
  const inside = /(?:https?:\/\/|\bwww\.)([^\s/?#:]+\.\p{L}{2,})/iu.exec(text)
  return whole?.[1] ?? inside?.[1]
}

function otherMailbox(text: string, target: string): string | undefined {
  const address = target.split('?')[0] ?? ''
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) && namedHost(text) === undefined) return undefined
  return text.replace(/^mailto:/i, '').toLowerCase() === address.toLowerCase() ? undefined : address
}
