import {createFileCutter} from './cut-files.js'
import {createDataText} from './data-text.js'
import {type Detect, detectIn, type Verdicts} from './detect.js'
import type {KnownSearch} from './detect-known.js'
import type {Hit} from './finding.js'
import {createPageText, type TextSink} from './page-text.js'
import {createWindows} from './windows.js'

/** Reads one file of a bundle, piece by piece. */
export interface FileScan {
  /** What the next piece of the file brings to light. */
  add(bytes: Uint8Array, isLast: boolean): Promise<Hit[]>
}

export interface ScanFileOptions {
  /** Gives the detectors, which are loaded with the first text that nobody knows. */
  detectors(): Promise<readonly Detect[]>
  verdicts: Verdicts
  searchKnown(): KnownSearch
}

/** Pictures and papers; only known values can be found in their bytes. */
const binary = /\.(?:png|jpe?g|gif|webp|avif|pdf)$/i

/** JSON, what `opencode import` fetches among it, and scripts that bring data along. */
const data = /\.json$|\/data$|^search-.*\.js$/

/** Begin to read a file: all of its bytes, and the text in it as a reader sees it. */
export function scanFile(
  name: string,
  {detectors, verdicts, searchKnown}: ScanFileOptions,
): FileScan {
  const inBytes = searchKnown()
  const inText = searchKnown()
  const inAside = searchKnown()
  const readers = [createWindows(), createWindows()] as const
  const [main, aside] = readers
  const decoder = new TextDecoder('utf-8', {ignoreBOM: true})
  const cut = createFileCutter()
  let seen = ''
  let beside = ''
  const read = readerOf(name, {
    text(piece, line, isOneLine) {
      main.add(piece, line, isOneLine)
      seen += piece
    },
    aside(piece, line) {
      aside.add(`${piece}\n\n`, line)
      beside += `${piece}\n`
    },
  })
  let line = 1

  return {
    async add(bytes, isLast) {
      const hits = inBytes.add(bytes, line)
      if (binary.test(name)) return hits
      const {text, inside} = cut(decoder.decode(bytes, {stream: !isLast}), isLast)
      if (inside !== '') aside.add(inside, line)
      beside += inside
      read(text, line, isLast)
      hits.push(...inText.add(Buffer.from(seen, 'utf8'), line))
      hits.push(...inAside.add(Buffer.from(beside, 'utf8'), line))
      seen = ''
      beside = ''
      line += countLines(text)
      for (const reader of readers) {
        for (let window = reader.take(isLast); window; window = reader.take(isLast)) {
          hits.push(...(await detectIn(window, detectors, verdicts)))
        }
      }
      return hits
    },
  }
}

/** Takes the text of a file apart as its kind has it. */
function readerOf(name: string, sink: TextSink) {
  if (name.endsWith('.html')) {
    const page = createPageText(sink)
    return (text: string, _line: number, isLast: boolean) => {
      page.add(text)
      if (isLast) page.end()
    }
  }
  if (data.test(name)) {
    const read = createDataText((piece, line) => sink.text(piece, line, true))
    return (text: string, _line: number, isLast: boolean) => read.add(text, isLast)
  }
  return (text: string, line: number) => sink.text(text, line)
}

function countLines(text: string): number {
  return text.split('\n').length - 1
}
