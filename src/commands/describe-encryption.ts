import type {ShareStatus} from '../index.js'

/** What opens an encrypted share, in words. */
export function describeEncryption(encryption: NonNullable<ShareStatus['encryption']>): string {
  const what = encryption === 'link' ? 'its link' : 'its link and a passphrase'
  return `encrypted, opens with ${what}`
}
