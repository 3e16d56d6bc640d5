import {createHmac} from 'node:crypto'
import type {Bundle} from '../session/bundle.js'

interface FingerprintOptions {
  secret: Uint8Array
  /** What the passphrase became. */
  stretched: Uint8Array | undefined
  /** Text of the page that opens the bundle. */
  opener: string[]
}

/**
 * Whether a bundle is the same as another, without a word about either: only who has the key of the share
 * can tell. A passphrase goes in as it was stretched, so that guessing it here costs what it costs elsewhere.
 */
export function fingerprintOf(
  bundle: Bundle,
  {secret, stretched, opener}: FingerprintOptions,
): string {
  const hmac = createHmac('sha256', secret)
  hmac.update(stretched ?? '')
  for (const text of opener) hmac.update(`\n${text.length}\n${text}`)
  for (const [name, {size, sha256}] of bundle) hmac.update(`\n${name}\n${size}\n${sha256}`)
  return hmac.digest('hex')
}
