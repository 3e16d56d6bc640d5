import {applySgr, plainStyle, type TerminalStyle} from './style.js'

/** A stretch of one look. */
export interface TerminalRun {
  text: string
  style: TerminalStyle
}

/**
 * What a terminal shows of an output, line by line.
 *
 * Colours are read, a carriage return and a backspace move back and what
 * follows overwrites, everything else that controls a terminal is dropped.
 * Linear in the input: sequences end at their line at the latest.
 */
export function parseTerminal(output: string): TerminalRun[][] {
  let style = plainStyle
  return splitLines(output).map((line) => {
    if (!hasControls.test(line)) return line === '' ? [] : [{text: line, style}]
    const screen = newLine(style)
    readLine(line, screen)
    style = screen.style
    return runsOf(screen)
  })
}

/** The same as plain text. */
export function terminalText(output: string): string {
  if (!hasControls.test(output)) return output
  return parseTerminal(output)
    .map((runs) => runs.map((run) => run.text).join(''))
    .join('\n')
}

interface ScreenLine {
  characters: string[]
  styles: TerminalStyle[]
  column: number
  style: TerminalStyle
}

function splitLines(output: string): string[] {
  const lines = output.split('\n')
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  return lines.map((line) => line.replace(/\r+$/, ''))
}

function newLine(style: TerminalStyle): ScreenLine {
  return {characters: [], styles: [], column: 0, style}
}

function readLine(line: string, screen: ScreenLine): void {
  let index = 0
  while (index < line.length) {
    pieces.lastIndex = index
    const match = pieces.exec(line)
    if (!match) {
      // An escape that nothing follows: the control goes, the text after it stays.
      index++
      continue
    }
    index += match[0].length
    const {text, csi, final, osc} = match.groups ?? {}
    if (text !== undefined) write(screen, text)
    else if (final !== undefined) control(screen, csi ?? '', final)
    else if (osc !== undefined) command(screen, osc)
    else if (match[0] === '\r') screen.column = 0
    else if (match[0] === '\b') screen.column = Math.max(0, screen.column - 1)
  }
}

function write(screen: ScreenLine, text: string): void {
  for (const character of text) {
    screen.characters[screen.column] = character
    screen.styles[screen.column] = screen.style
    screen.column++
  }
}

function control(screen: ScreenLine, parameters: string, final: string): void {
  if (final === 'm') {
    if (/^[\d;:]*$/.test(parameters)) screen.style = applySgr(screen.style, parameters)
    return
  }
  // "Erase to the end" clears what a progress line leaves behind. What stands before is never erased.
  if (final === 'K' && parameters !== '1') {
    screen.characters.length = Math.min(screen.characters.length, screen.column)
    screen.styles.length = screen.characters.length
  }
}

/** OSC 8 starts or ends a link: `8;parameters;target`. */
function command(screen: ScreenLine, osc: string): void {
  const match = /^8;[^;]*;(.*)$/.exec(osc)
  if (match) screen.style = {...screen.style, link: match[1] || undefined}
}

function runsOf(screen: ScreenLine): TerminalRun[] {
  const runs: TerminalRun[] = []
  let last: TerminalRun | undefined
  for (const [index, character] of screen.characters.entries()) {
    const style = screen.styles[index] ?? plainStyle
    if (last?.style === style) {
      last.text += character
      continue
    }
    last = {text: character, style}
    runs.push(last)
  }
  return runs
}

const hasControls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/

/** One thing at a time: text, CSI, OSC, another string command, a short escape, a single control. */
const pieces = new RegExp(
  [
    '(?<text>[^\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]+)',
    '(?:\\u001b\\[|\\u009b)(?<csi>[0-?]*)[ -/]*(?<final>[@-~])',
    '(?:\\u001b\\]|\\u009d)(?<osc>[^\\u0007\\u001b\\u0080-\\u009f]*)(?:\\u0007|\\u001b\\\\|\\u009c)',
    '(?:\\u001b[PX^_]|[\\u0090\\u0098\\u009e\\u009f])[^\\u0007\\u001b\\u0080-\\u009f]*(?:\\u001b\\\\|\\u009c|\\u0007)',
    '\\u001b[ -/]+[0-~]',
    '\\u001b[=>78cDEHMNOZ](?![a-z])',
    '[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]',
  ].join('|'),
  'y',
)
