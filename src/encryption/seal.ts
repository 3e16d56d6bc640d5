import {webcrypto} from 'node:crypto'
import {
  lengthBytes,
  nonceLength,
  placeOf,
  type Sealed,
  step,
} from '../../templates/opener/format.js'

/** Gives as many random bytes as asked for. */
export type Random = (count: number) => Uint8Array

/** Encrypt the content of one block, as base64: the nonce, then the ciphertext with its tag. */
export async function sealBlock(
  key: webcrypto.CryptoKey,
  sealed: Sealed,
  number: number,
  content: Uint8Array,
  random: Random,
): Promise<string> {
  const iv = random(nonceLength)
  const how = {name: 'AES-GCM', iv, additionalData: placeOf(sealed, number)}
  const encrypted = await webcrypto.subtle.encrypt(how, key, padded(content))
  return Buffer.concat([iv, Buffer.from(encrypted)]).toString('base64')
}

/** Its length, then the content, then zeros: the size of a block says little about what is in it. */
function padded(content: Uint8Array): Buffer {
  const length = lengthBytes + content.length
  const block = Buffer.alloc(Math.ceil(length / step) * step)
  block.writeUInt32BE(content.length)
  block.set(content, lengthBytes)
  return block
}
