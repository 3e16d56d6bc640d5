/** What becomes of a text in which files stand as base64. */
interface CutText {
  /** The text without them. */
  text: string
  /** What those that are no pictures and other binaries hold. */
  inside: string
}

const header = ';base64,'

/**
 * Cut the base64 of `data:` URLs out of a text as it comes in: of a picture there is nothing to read,
 * and what is text is read without its encoding.
 */
export function createFileCutter() {
  let waiting = ''
  let file: {body: string; isBinary: boolean | undefined} | undefined

  return function cut(piece: string, isLast: boolean): CutText {
    let rest = waiting + piece
    waiting = ''
    let text = ''
    let inside = ''
    while (rest !== '') {
      if (file) {
        const end = endOfBase64(rest)
        inside += read(rest.slice(0, end), end < rest.length || isLast)
        if (end < rest.length) file = undefined
        rest = rest.slice(end)
        continue
      }
      const found = rest.indexOf(header)
      if (found < 0) {
        // The header may be cut in two.
        const end = isLast ? rest.length : Math.max(0, rest.length - header.length + 1)
        text += rest.slice(0, end)
        waiting = rest.slice(end)
        break
      }
      text += rest.slice(0, found + header.length)
      rest = rest.slice(found + header.length)
      file = {body: '', isBinary: undefined}
    }
    return {text, inside}
  }

  /** Text of so much of the file as whole groups of four signs give. */
  function read(signs: string, isEnd: boolean): string {
    if (!file) return ''
    const body = file.body + signs
    if (file.isBinary === undefined && (body.length >= 32 || isEnd)) {
      file.isBinary = isBinary(Buffer.from(body.slice(0, 32), 'base64'))
    }
    if (file.isBinary !== false) {
      file.body = file.isBinary ? '' : body
      return ''
    }
    const whole = isEnd ? body.length : body.length - (body.length % 4)
    file.body = body.slice(whole)
    return Buffer.from(body.slice(0, whole), 'base64').toString('utf8') + (isEnd ? '\n\n' : '')
  }
}

/** First bytes of binaries that may begin without a zero among them. */
const magic = /^(?:%PDF-|GIF8[79]a|\xff\xd8\xff|PK\x03\x04|\x1f\x8b|OggS|wOF[F2])/

/** Pictures, films and archives have a zero early on; text has none, but in UTF-16. */
function isBinary(bytes: Buffer): boolean {
  if (/^(?:\xff\xfe|\xfe\xff)/.test(bytes.toString('latin1'))) return false
  return bytes.includes(0) || magic.test(bytes.toString('latin1'))
}

/** Not a regular expression, because files are longer than what one can take in a single step. */
function endOfBase64(text: string): number {
  let at = 0
  while (at < text.length && isSign(text.charCodeAt(at))) at += 1
  return at
}

function isSign(code: number): boolean {
  if (code >= 97 && code <= 122) return true
  if (code >= 65 && code <= 90) return true
  return (code >= 47 && code <= 57) || code === 43 || code === 61 || code === 45 || code === 95
}
