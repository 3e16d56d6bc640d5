/**
 * Take away what no page may hold: control characters but tab and newline,
 * halves of surrogate pairs, and the two non-characters that XML forbids.
 *
 * Safe on markup as on text: markup of ours holds none of them.
 */
export function cleanText(text: string): string {
  if (!suspects.test(text)) return text
  return text
    .replace(/\r\n/g, '\n')
    .replace(controls, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
}

/** Line breaks of every system as `\n`. */
export function withNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text
}

/** Lines of a text; the newline at its end starts no further one. */
export function linesOf(text: string): string[] {
  const lines = withNewlines(text).split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines
}

const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g
const suspects = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/
