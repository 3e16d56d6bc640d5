/** One way to write a value, and how much of what stands around it belongs to it. */
export interface ValueForm {
  text: string
  /** Signs before and after it that hold bits of the value besides others. */
  before: 0 | 1
  after: 0 | 1
}

/** What is shorter is found by accident. */
const shortest = 8

/**
 * Every way to write a value that the views of a text do not undo: as it is,
 * escaped in JSON once and twice, in a URL, in hexadecimal, and in base64
 * wherever in it the value begins.
 */
export function formsOf(value: string): ValueForm[] {
  const bytes = Buffer.from(value, 'utf8')
  const json = JSON.stringify(value).slice(1, -1)
  const hex = bytes.toString('hex')
  const plain = [
    ...[value, json, JSON.stringify(json).slice(1, -1)],
    // As the search across the ends of lines sees it.
    value.replace(/\\?\r?\n[ \t]*/g, ''),
    ...urlForms(value),
    ...[hex, hex.toUpperCase()],
  ]
  const forms = plain.map((text): ValueForm => ({text, before: 0, after: 0}))
  for (const shift of [0, 1, 2] as const) forms.push(...base64Forms(bytes, shift))
  forms.push(...base64Forms(Buffer.from(value, 'utf16le'), 0))
  const unique = new Map(forms.map((form) => [form.text, form]))
  return [...unique.values()].filter(({text}) => text.length >= shortest)
}

function urlForms(value: string): string[] {
  try {
    const url = encodeURIComponent(value)
    const form = url.replace(/%20/g, '+')
    return [url, form, url.replace(/%../g, (code) => code.toLowerCase())]
  } catch {
    return [] // Half a surrogate cannot be written in a URL.
  }
}

/** Signs that a value has to itself when so many bytes stand before it in a group of three. */
function base64Forms(bytes: Buffer, shift: 0 | 1 | 2): ValueForm[] {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64')
  const from = Math.ceil((shift * 4) / 3)
  const bits = (shift + bytes.length) * 8
  const text = whole.slice(from, Math.floor(bits / 6))
  const around = {before: shift === 0 ? 0 : 1, after: bits % 6 === 0 ? 0 : 1} as const
  const url = text.replace(/\+/g, '-').replace(/\//g, '_')
  return [
    {text, ...around},
    {text: url, ...around},
  ]
}
