const markup = Symbol('html')

/**
 * Markup that is safe to put into a page: every text in it was escaped.
 *
 * Made by the `html` tag, by `join`, and by `brandHtml` for what needs no
 * escaping: the output of rehype-stringify, and our own stylesheet. A plain
 * string is never markup, whatever it holds.
 */
export interface Html {
  readonly [markup]: string
}

/** What the `html` tag takes between its pieces: markup as it is, text to be escaped. */
export type HtmlValue = Html | string | number | undefined | false | readonly HtmlValue[]

/**
 * Tag for templates. Strings and numbers are escaped, `Html` is not, arrays
 * are joined, `undefined` and `false` vanish.
 *
 * Attribute values must stand in double quotes, with the `=` and both quotes in
 * one template: there no value can end the attribute, markup included. Between
 * tags quotes stay as they are, which saves a page full of code a twentieth.
 */
export function html(pieces: TemplateStringsArray, ...values: HtmlValue[]): Html {
  const isQuoted = quotedOf(pieces)
  let result = pieces[0] ?? ''
  for (const [index, value] of values.entries()) {
    result += isQuoted[index] ? toQuoted(value) : toMarkup(value)
    result += pieces[index + 1]
  }
  return {[markup]: result}
}

const quotedOfTemplates = new WeakMap<TemplateStringsArray, boolean[]>()

/** Which values of a template stand inside of an attribute's quotes. */
function quotedOf(pieces: TemplateStringsArray): boolean[] {
  const known = quotedOfTemplates.get(pieces)
  if (known) return known
  const isQuoted = pieces.map((_, index) => /="[^"]*$/.test(pieces.slice(0, index + 1).join('')))
  quotedOfTemplates.set(pieces, isQuoted)
  return isQuoted
}

function toQuoted(value: HtmlValue): string {
  if (typeof value === 'string') return escapeHtml(value)
  return toMarkup(value).replace(/["<>]/g, (sign) => entities[sign] ?? sign)
}

/** The characters of a piece of markup, to be written to a page. */
export function htmlText(value: Html): string {
  return value[markup]
}

/** Declare markup safe. Only for sanitised hast that was made a text, and for our own files. */
export function brandHtml(text: string): Html {
  return {[markup]: text}
}

/** Put pieces of markup or text side by side. */
export function join(values: readonly HtmlValue[], separator = ''): Html {
  return {[markup]: values.map(toMarkup).join(escapeText(separator))}
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Escape text for element content and quoted attribute values alike. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign) : text
}

/** Between tags quotes mean nothing. */
function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign) : text
}

function toMarkup(value: HtmlValue): string {
  if (value === undefined || value === false) return ''
  if (typeof value === 'string') return escapeText(value)
  if (typeof value === 'number') return String(value)
  if (isHtml(value)) return value[markup]
  let result = ''
  for (const item of value) result += toMarkup(item)
  return result
}

function isHtml(value: Html | readonly HtmlValue[]): value is Html {
  return markup in value
}

/** Whether there is nothing in a piece of markup but white space. */
export function isEmpty(value: Html): boolean {
  return value[markup].trim() === ''
}
