/**
 * What an encrypted bundle looks like, for the program that writes it and the page that opens it. The whole
 * format is told in `docs/encryption.md`.
 */
export const sealedFormat = 1

/** What the page says openly, since without it nothing could be opened. */
export interface Sealed {
  format: typeof sealedFormat
  /** Id of the share. */
  share: string
  /** 16 random bytes of this edition as base64url: each publication has keys of its own. */
  edition: string
  /** Number of blocks. */
  blocks: number
  /** 16 random bytes for the passphrase as base64url; absent where the link alone opens it. */
  salt?: string
  /** For each block after the first the file that carries it; absent where the page carries them all. */
  files?: string[]
}

/** One file of the plain bundle, as the first block lists them. */
export interface SealedFile {
  name: string
  type: string
  /** Bytes. */
  size: number
  /** Number of its first block. */
  first: number
  /** How many blocks it has. */
  blocks: number
}

/** Bytes of a nonce, which stands before the ciphertext. */
export const nonceLength = 12

/** The content of a block is filled up with zeros to a multiple of this. */
export const step = 4096

/** Bytes at the start of a block that say how much of it is content. */
export const lengthBytes = 4

/** Rounds of PBKDF2 (OWASP Password Storage Cheat Sheet for PBKDF2-HMAC-SHA256). */
export const rounds = 600_000

/** What makes a block worthless at any other place than its own: in another share, edition or order. */
export function placeOf({format, share, edition, blocks}: Sealed, number: number) {
  // How many blocks there are is known when all are written: the first one, which lists them, is the last.
  const count = number === 0 ? `/${blocks}` : ''
  return new TextEncoder().encode(`sessionpress/${format}/${share}/${edition}/${number}${count}`)
}
