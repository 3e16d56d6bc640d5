import {loadBlock} from './blocks.js'
import {fromBase64} from './derive.js'
import {lengthBytes, nonceLength, placeOf, type Sealed, type SealedFile} from './format.js'

/** The files of the session. Each is decrypted when somebody wants it. */
export interface Vault {
  has(name: string): boolean
  /** @throws When a block is missing, was changed, or stands where another belongs. */
  read(name: string): Promise<Blob>
}

/**
 * Open the list of files.
 *
 * @throws When the key does not fit, or the list was changed.
 */
export async function openVault(sealed: Sealed, key: CryptoKey): Promise<Vault> {
  const list = await gunzip([await unseal(0)], '')
  const files = new Map<string, SealedFile>(
    // Authenticated, so it is what our own program wrote.
    (JSON.parse(await list.text()) as SealedFile[]).map((file) => [file.name, file]),
  )
  return {
    has: (name) => files.has(name),
    async read(name) {
      const file = files.get(name)
      if (!file) throw new Error(`There is no ${name}.`)
      const numbers = Array.from({length: file.blocks}, (_, index) => file.first + index)
      const blob = await gunzip(await Promise.all(numbers.map(unseal)), file.type)
      if (blob.size !== file.size) throw new Error(`${name} has another size.`)
      return blob
    },
  }

  async function unseal(number: number): Promise<Uint8Array<ArrayBuffer>> {
    const bytes = fromBase64(await loadBlock(number, sealed.files?.[number - 1]))
    const how = {
      name: 'AES-GCM',
      iv: bytes.subarray(0, nonceLength),
      additionalData: placeOf(sealed, number),
    }
    const block = await crypto.subtle.decrypt(how, key, bytes.subarray(nonceLength))
    return new Uint8Array(block, lengthBytes, new DataView(block).getUint32(0))
  }
}

async function gunzip(pieces: Uint8Array<ArrayBuffer>[], type: string): Promise<Blob> {
  const stream = new Blob(pieces).stream().pipeThrough(new DecompressionStream('gzip'))
  return new Response(stream, {headers: {'content-type': type}}).blob()
}
