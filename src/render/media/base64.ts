/** Bytes of a Base64 text or of a `data:` address. What is no Base64 in it is skipped. */
export function decodeBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(payloadOf(text), 'base64'))
}

/** Base64 of bytes, in the standard alphabet. */
export function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** First bytes only, for looking at the kind of a big file. */
export function decodeHead(text: string): Uint8Array {
  return decodeBase64(payloadOf(text).slice(0, 4096))
}

/** Bytes that a Base64 text stands for, about. */
export function decodedSize(text: string): number {
  return Math.floor((payloadOf(text).length * 3) / 4)
}

function payloadOf(text: string): string {
  const comma = text.startsWith('data:') ? text.indexOf(',') : -1
  return comma === -1 ? text : text.slice(comma + 1)
}
