/** As many signs of base64 tell text from bytes: of random ones one in twenty thousand passes. */
const probe = 12

/** What a run of base64 says, or `undefined` where it is no text: an id, a hash, a picture. */
export function decodedText(run: string): string | undefined {
  if (isWide(run)) return Buffer.from(run, 'base64').toString('utf16le')
  if (!isText(Buffer.from(run.slice(0, probe), 'base64').toString('latin1'))) return undefined
  const text = Buffer.from(run, 'base64').toString('utf8')
  // A word in front of base64 is no part of it, and a file's name is none at all.
  return text.includes('\ufffd') || !isText(text.slice(0, 400)) ? undefined : text
}

/** ASCII in two bytes a sign, as PowerShell wants its `-EncodedCommand`: every other byte is zero. */
function isWide(run: string): boolean {
  if (run[4] !== 'A' || run[7] !== 'A') return false
  const bytes = Buffer.from(run.slice(0, 2 * probe), 'base64')
  return bytes.every((byte, index) => (byte === 0) === (index % 2 === 1))
}

function isText(text: string): boolean {
  return /^[\t\n\r -~\u0080-\uffff]+$/.test(text) && /^[\t\n\r -~]{6}/.test(text)
}
