/** Control characters that neither a page nor a terminal shows, as a class of a regular expression has them. */
export const control = '\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f'

/** Signs without a width. */
export const noWidth =
  '\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff9-\\ufffb'

/** What a sign may be part of, one bit each. */
export const traceOf = {
  backspace: 1,
  invisible: 2,
  backslash: 4,
  ampersand: 8,
  emphasis: 16,
  percent: 32,
} as const

const table = tableOfTraces()

/**
 * Everything that a text has a trace of, in a single look at each sign: what leaves none needs no
 * regular expression.
 */
export function tracesIn(text: string): number {
  let traces = 0
  for (let index = 0; index < text.length; index++) traces |= table[text.charCodeAt(index)] ?? 0
  return traces
}

function tableOfTraces(): Uint8Array {
  const traces = new Uint8Array(65_536)
  const invisible = new RegExp(`[${control}${noWidth}\\udb40]`)
  // In a row, since so few of all signs are invisible.
  for (const {index} of everySign().matchAll(new RegExp(invisible.source, 'g'))) {
    traces[index] = traceOf.invisible
  }
  const others = {'\b': traceOf.backspace, '\\': traceOf.backslash, '&': traceOf.ampersand}
  const more = {'*': traceOf.emphasis, '~': traceOf.emphasis, '`': traceOf.emphasis}
  for (const [sign, trace] of Object.entries({...others, ...more, '%': traceOf.percent})) {
    const code = sign.charCodeAt(0)
    traces[code] = (traces[code] ?? 0) | trace
  }
  return traces
}

function everySign(): string {
  const codes = Uint16Array.from({length: 65_536}, (_, code) => code)
  return Buffer.from(codes.buffer).toString('utf16le')
}
