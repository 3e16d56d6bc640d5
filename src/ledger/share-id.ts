import {randomBytes} from 'node:crypto'

// Crockford's base32 in lower case, since some hosts and disks fold case.
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
const length = 26

/** A share id anywhere in a text, such as a URL. One session's id in ten thousand ends like one. */
export const shareIDPattern = /(?<![0-9A-Za-z])s_[0-9a-hjkmnp-tv-z]{26}(?![0-9a-z])/

/** Whether a text is a share id and nothing else, so that it names no other file. */
export function isShareID(text: string): boolean {
  return shareIDPattern.exec(text)?.[0] === text
}

/**
 * A new share id: `s_` and 26 characters for 130 random bits, so that nobody
 * comes upon a share by guessing. It is never derived from a session.
 *
 * @param random Gives as many random bytes as asked for.
 */
export function createShareID(random: (count: number) => Uint8Array = randomBytes): string {
  // One byte a character: 256 is a multiple of 32, so every character is equally likely.
  const characters = Array.from(random(length), (byte) => alphabet[byte % alphabet.length])
  return `s_${characters.join('')}`
}
