import {rounds, type Sealed} from './format.js'

/** What a passphrase becomes: 32 bytes that cost a guess some tenths of a second. */
export async function stretch(passphrase: string, salt: Uint8Array<ArrayBuffer>) {
  // The same letters can be typed as different characters: composed on one system, apart on another.
  const bytes = new TextEncoder().encode(passphrase.normalize('NFC'))
  const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits'])
  const how = {name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds}
  return new Uint8Array(await crypto.subtle.deriveBits(how, key, 256))
}

/**
 * The key of one edition: from the key in the link, together with the passphrase where there is one. Neither
 * opens anything without the other.
 */
export async function deriveKey(
  {format, share, edition}: Sealed,
  secret: Uint8Array,
  stretched: Uint8Array | undefined,
) {
  const whole = new Uint8Array([...secret, ...(stretched ?? [])])
  const base = await crypto.subtle.importKey('raw', whole, 'HKDF', false, ['deriveKey'])
  const how = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: fromBase64(edition),
    info: new TextEncoder().encode(`sessionpress/${format}/${share}`),
  }
  const kind = {name: 'AES-GCM', length: 256}
  return crypto.subtle.deriveKey(how, base, kind, false, ['encrypt', 'decrypt'])
}

/** Bytes of base64 or base64url. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < bytes.length; index++) bytes[index] = binary.charCodeAt(index)
  return bytes
}
