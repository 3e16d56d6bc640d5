import {type MaskText, maskBase64} from './base64.js'

/** Up to the comma, as browsers read it: type and parameters may be missing or hold spaces. */
const base64Header = /data:[^,;]{0,120}(?:;[^,;]{0,200}){0,8}?; {0,4}base64 {0,4},/gi

/** A URL that holds its text as it is, or escaped. */
const plainUrl = /(data:[^,\s"'<>`]{0,200},)([^\s"'<>`]{1,1000000})/gi

/** Mask a text and the files that stand in it as `data:` URLs. */
export function maskWithDataUrls(text: string, mask: MaskText): string {
  if (!/data:/i.test(text)) return mask(text)
  let masked = ''
  let index = 0
  for (const header of text.matchAll(base64Header)) {
    if (header.index < index) continue
    const from = header.index + header[0].length
    // A URL that is the whole string may have its base64 in lines.
    const to = endOfBase64(text, from, header.index === 0)
    masked += maskPlainUrls(text.slice(index, from), mask) + maskBase64(text.slice(from, to), mask)
    index = to
  }
  return masked + maskPlainUrls(text.slice(index), mask)
}

/** Not a regular expression, because files are longer than what one can take in a single step. */
function endOfBase64(text: string, from: number, isWhole: boolean): number {
  let index = from
  while (index < text.length && isSign(text.charCodeAt(index), isWhole)) {
    const isEscape = text[index] === '%'
    if (isEscape && !/^%(?:2[BF]|3D)$/i.test(text.slice(index, index + 3))) break
    index += isEscape ? 3 : 1
  }
  return Math.min(index, text.length)
}

/** `A-Z a-z 0-9 + / = - _ %`, and white space where it may be. */
function isSign(code: number, withSpace: boolean): boolean {
  if (code >= 97 && code <= 122) return true
  if (code >= 65 && code <= 90) return true
  if (code >= 47 && code <= 57) return true
  if (code === 43 || code === 61 || code === 45 || code === 95 || code === 37) return true
  return withSpace && (code === 10 || code === 13 || code === 32 || code === 9)
}

/** What is escaped in a URL is looked at once more without its escapes. */
function maskPlainUrls(text: string, mask: MaskText): string {
  return mask(text).replace(plainUrl, (url: string, header: string, body: string) => {
    const plain = decoded(body)
    const masked = mask(plain)
    return masked === plain ? url : header + encodeURIComponent(masked)
  })
}

function decoded(body: string): string {
  try {
    return decodeURIComponent(body)
  } catch {
    return body // Not escaped after all, and looked at already.
  }
}
