/** Masks secrets and folders in a text. */
export type MaskText = (text: string) => string

/**
 * Mask what base64 holds. Pictures and other known binaries stay as they are;
 * everything else is read as text, and comes back in base64.
 */
export function maskBase64(body: string, mask: MaskText): string {
  const bytes = Buffer.from(unescaped(body), 'base64')
  const encoding = encodingOf(bytes)
  if (encoding === 'latin1' && isKnownBinary(bytes)) return body
  const plain = bytes.toString(encoding)
  const masked = mask(plain)
  if (masked !== plain) return Buffer.from(masked, encoding).toString('base64')
  // What does not decode to text may be no base64 at all.
  return encoding === 'latin1' ? mask(body) : body
}

/** Whether a text is written in base64, either alphabet, lines allowed. */
export function isBase64(text: string): boolean {
  return text.trim() !== '' && !/[^A-Za-z0-9+/=_\s-]/.test(text)
}

/** A URL may write the signs that mean something in it as `%2B`, `%2F`, `%3D`. */
function unescaped(body: string): string {
  return body.replace(/%2[BF]|%3D/gi, (sign) => decodeURIComponent(sign))
}

/** Latin-1 takes any bytes and gives them back, for what is no text. */
function encodingOf(bytes: Buffer): 'utf8' | 'utf16le' | 'latin1' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes.length % 2 === 0) return 'utf16le'
  const isText = !bytes.includes(0) && Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
  return isText ? 'utf8' : 'latin1'
}

/**
 * First bytes of formats that no text editor writes: pictures, PDF, archives,
 * sound, film, fonts, WebAssembly.
 */
const magic =
  /^(?:\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF[\s\S]{4}(?:WEBP|WAVE|AVI )|[\s\S]{4}ftyp|%PDF-|PK(?:\x03\x04|\x05\x06)|\x1f\x8b|BZh|\xfd7zXZ\0|7z\xbc\xaf|(?:II\*\0|MM\0\*)|\0\0\x01\0|OggS|ID3|wOF[F2]|\0asm|\x1aE\xdf\xa3)/

function isKnownBinary(bytes: Buffer): boolean {
  return magic.test(bytes.toString('latin1', 0, 16))
}
