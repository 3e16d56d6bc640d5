import {entities} from './entities.js'
import {control, noWidth, traceOf, tracesIn} from './traces.js'

/**
 * A text as a page or a program will read it, without escapes or signs that
 * nobody sees. What is split in the raw text may be whole in it.
 */
export interface View {
  text: string
  /** Where a sign of the view begins in the raw text. */
  rawStart(offset: number): number
  /** Where a sign of the view ends in the raw text. */
  rawEnd(offset: number): number
  /** The view that it was made from, and what they share, in its order; nothing for the raw text. */
  made?: {from: View; shared: readonly SharedRun[]}
}

/** A stretch of a view that stands in the text that it was made from as it is. */
export interface SharedRun {
  inView: number
  inText: number
  length: number
}

/** Views of views, because escapes stand in escapes: `%5Cu005f`. */
const depth = 3

/** A view, and of what there may be a trace in it. */
interface Traced extends View {
  traces: number
}

/** What a maker of views makes. */
interface Made extends Traced {
  shared: readonly SharedRun[]
}

/** All views of a text that differ from it, itself first. */
export function viewsOf(text: string): View[] {
  const whole = {
    text,
    traces: tracesIn(text),
    rawStart: (offset: number) => offset,
    rawEnd: (offset: number) => offset + 1,
  }
  const views: Traced[] = [whole]
  if (whole.traces === 0) return views
  const seen = new Set([text])
  let last = views
  for (let level = 0; level < depth && last.length > 0; level++) {
    const next: Traced[] = []
    for (const view of last) {
      for (const made of viewsOfOne(view)) {
        if (seen.has(made.text)) continue
        seen.add(made.text)
        next.push({
          text: made.text,
          traces: made.traces,
          made: {from: view, shared: made.shared},
          rawStart: (offset) => view.rawStart(made.rawStart(offset)),
          rawEnd: (offset) => view.rawEnd(made.rawEnd(offset) - 1),
        })
      }
    }
    views.push(...next)
    last = next
  }
  return views
}

/** Makers are only tried where the text has a sign that they look for. */
function* viewsOfOne({text, traces}: Traced): Generator<Made> {
  for (const [trace, make] of makers) {
    if ((traces & trace) === 0) continue
    const made = make(text)
    // What is not made new was there before.
    if (made) yield {...made, traces: left(make, made.text, traces) | made.traces}
  }
}

/** Nothing invisible is left where it was taken out, but halves of a sign that is none. */
function left(make: Make, text: string, traces: number): number {
  if (make !== visible || text.includes('\udb40')) return traces
  return traces & ~(traceOf.invisible | traceOf.backspace)
}

type Make = (text: string) => Made | undefined

const makers: readonly (readonly [number, Make])[] = [
  [traceOf.backspace, lastWritten],
  [traceOf.invisible, visible],
  [traceOf.backslash | traceOf.ampersand | traceOf.emphasis, unescapedMarkdown],
  [traceOf.backslash, unescapedJson],
  [traceOf.percent, unescapedUrl],
]

// What the page leaves out: sequences of a terminal, control characters, signs without a width.
const csi = '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]'
const command =
  '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\u0007\\u001b\\u0080-\\u009f\\n]{0,2000}(?:\\u0007|\\u001b\\\\|\\u009c)'
const invisible = new RegExp(
  `${csi}|${command}|\\u001b[ -/]*[0-~]?|[${control}${noWidth}]|\\udb40[\\udc00-\\udfff]`,
  'g',
)

// Only signs that stand in secrets and in what names them; `\[` or `\(` tells nothing.
const markdownEscape =
  /\\([-_.~+/=@!$%^&*#?:"'`<>|{}])|&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,20}));|(?<=[\w-])(?:\*{1,3}|~~|`{1,2})(?=[\w-])/g
const hasMarkdownEscape =
  /\\[-_.~+/=@!$%^&*#?:]|&[#A-Za-z][\dA-Za-z]{1,20};|(?=[*~`])(?<=[\w-])(?:\*{1,3}|~~|`{1,2})[\w-]/

// What begins lines and ends quotes alone is known to the rules as it is.
const jsonEscape = /\\+(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([nrtbf"'/]))/g
const hasJsonEscape = /\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\/)/

// Signs outside of ASCII are more than one escape, and in no secret.
const urlEscape = /%([0-7][0-9a-fA-F])/g

/** Signs that a terminal moved back over and wrote anew, which the page leaves out as well: up to eight. */
const overwritten = new RegExp(
  [8, 7, 6, 5, 4, 3, 2, 1].reduce(
    (longer, count) => `[^\\u0008\\n](?:\\u0008{${count}}(?!\\u0008)${longer && `|${longer}`})`,
    '',
  ),
  'g',
)

function lastWritten(text: string): Made | undefined {
  return text.includes('\b') ? replaced(text, overwritten, () => '') : undefined
}

function visible(text: string): Made | undefined {
  return replaced(text, invisible, () => '')
}

function unescapedMarkdown(text: string): Made | undefined {
  if (!hasMarkdownEscape.test(text)) return undefined
  return replaced(text, markdownEscape, ([whole, sign, decimal, hex, name]) => {
    if (sign !== undefined) return sign
    if (decimal !== undefined) return signOf(Number.parseInt(decimal, 10))
    if (hex !== undefined) return signOf(Number.parseInt(hex, 16))
    return name === undefined ? '' : (entities[name] ?? whole)
  })
}

function unescapedJson(text: string): Made | undefined {
  if (!hasJsonEscape.test(text)) return undefined
  return replaced(text, jsonEscape, ([, long, short, letter = '']) =>
    letter === '' ? signOf(Number.parseInt(long ?? short ?? '', 16)) : (letters[letter] ?? letter),
  )
}

function unescapedUrl(text: string): Made | undefined {
  if (!text.includes('%')) return undefined
  return replaced(text, urlEscape, ([, code = '']) => signOf(Number.parseInt(code, 16)))
}

/** A view in which matches of a pattern are replaced; `undefined` where none is. */
function replaced(
  text: string,
  pattern: RegExp,
  by: (match: readonly [string, ...(string | undefined)[]]) => string,
): Made | undefined {
  // Where runs begin in the view and in the text: what is replaced, and what is not.
  const inView: number[] = [0]
  const inText: number[] = [0]
  const pieceRuns = new Set<number>()
  const pieces: string[] = []
  const shared: SharedRun[] = []
  let traces = 0
  let end = 0
  let length = 0
  for (const match of text.matchAll(pattern)) {
    const piece = by(match as unknown as [string]) // A match always has its whole.
    pieces.push(text.slice(end, match.index), piece)
    shared.push({inView: length, inText: end, length: match.index - end})
    length += match.index - end
    if (piece.length > 0) {
      traces |= tracesIn(piece)
      pieceRuns.add(inView.length)
      inView.push(length)
      inText.push(match.index)
    }
    length += piece.length
    end = match.index + match[0].length
    inView.push(length)
    inText.push(end)
  }
  if (end === 0) return undefined
  pieces.push(text.slice(end))
  shared.push({inView: length, inText: end, length: text.length - end})
  return {text: pieces.join(''), traces, shared, rawStart, rawEnd}

  function rawStart(offset: number): number {
    const run = runAt(offset)
    return (inText[run] ?? 0) + (isPiece(run) ? 0 : offset - (inView[run] ?? 0))
  }

  function rawEnd(offset: number): number {
    const run = runAt(offset)
    return isPiece(run) ? (inText[run + 1] ?? 0) : rawStart(offset) + 1
  }

  function isPiece(run: number): boolean {
    return pieceRuns.has(run)
  }

  function runAt(offset: number): number {
    let low = 0
    let high = inView.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((inView[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low
  }
}

function signOf(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

const letters: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', b: '\b', f: '\f'}
