/** Shorter ones stand in anything. */
const shortestBase64 = 8

/**
 * A value as it may stand in a file of a bundle: as it is, and in every encoding that a session
 * can hold. Not the list that redaction masks by, so that what is missing there is found here.
 */
export function encodingsOf(value: string): string[] {
  const json = inJson(value)
  const forms = [
    value,
    json,
    inJson(json),
    json.replaceAll('/', '\\/'),
    // How JSON stands in a script of a page, so that no markup can be in it.
    json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
    encodeURIComponent(wellFormed(value)),
    inUrl(value),
    inHtml(value, {'"': '&quot;', "'": '&#39;'}),
    inHtml(value, {'"': '&#34;', "'": '&#x27;'}),
    inHtml(value, {}),
  ]
  const lower = forms.map((form) => form.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()))
  return [...new Set([...forms, ...lower, ...base64Of(value)])]
}

function inJson(value: string): string {
  return JSON.stringify(value).slice(1, -1)
}

/** Halves of a pair, which no URL can hold, become U+FFFD, as in the bytes of a file. */
function wellFormed(value: string): string {
  return Buffer.from(value, 'utf8').toString('utf8')
}

/** As forms and query strings write it: every sign but letters, digits and `-._`, and `+` for a space. */
function inUrl(value: string): string {
  return new URLSearchParams([['', value]]).toString().slice(1)
}

function inHtml(value: string, quotes: Record<string, string>): string {
  const entities: Record<string, string> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', ...quotes}
  return value.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign)
}

/**
 * What base64 of a longer text with the value in it has for certain, for each of the
 * three places in a group of three bytes that the value can begin at, in both alphabets.
 */
function base64Of(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8')
  const forms = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64')
    const from = Math.ceil((before * 8) / 6)
    const to = Math.floor(((before + bytes.length) * 8) / 6)
    return text.slice(from, to)
  })
  return forms
    .filter((form) => form.length >= shortestBase64)
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
}
