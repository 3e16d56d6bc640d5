import {nearestColor} from './palette.js'

/** How a stretch of terminal text looks. Colours are numbers of the 256-colour palette. */
export interface TerminalStyle {
  color: number | undefined
  ground: number | undefined
  isBold: boolean
  isDim: boolean
  isItalic: boolean
  isUnderlined: boolean
  isStruck: boolean
  /** Target of an OSC 8 link, not yet checked. */
  link: string | undefined
}

/** The look after a reset. */
export const plainStyle: TerminalStyle = {
  color: undefined,
  ground: undefined,
  isBold: false,
  isDim: false,
  isItalic: false,
  isUnderlined: false,
  isStruck: false,
  link: undefined,
}

/** Apply the numbers of one `ESC [ … m`. Unknown ones change nothing. */
export function applySgr(style: TerminalStyle, parameters: string): TerminalStyle {
  const codes = parameters.split(/[;:]/, 64).map(Number)
  let next = {...style}
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index] ?? 0
    if (code === 0) next = {...plainStyle, link: style.link}
    else if (code === 38 || code === 48) {
      const {color, used} = extendedColor(codes.slice(index + 1, index + 7))
      if (color !== undefined) next = code === 38 ? {...next, color} : {...next, ground: color}
      index += used
    } else next = {...next, ...simple(code)}
  }
  return next
}

function simple(code: number): Partial<TerminalStyle> {
  if (code >= 30 && code <= 37) return {color: code - 30}
  if (code >= 40 && code <= 47) return {ground: code - 40}
  if (code >= 90 && code <= 97) return {color: code - 82}
  if (code >= 100 && code <= 107) return {ground: code - 92}
  return switches[code] ?? {}
}

/** `5;n` or `2;r;g;b`, as after 38 and 48. */
function extendedColor(rest: number[]): {color: number | undefined; used: number} {
  if (rest[0] === 5) return {color: inPalette(rest[1]), used: 2}
  if (rest[0] !== 2) return {color: undefined, used: 1}
  const [red = 0, green = 0, blue = 0] = rest.slice(1, 4).map((part) => clamp(part))
  return {color: nearestColor(red, green, blue), used: 4}
}

function inPalette(code: number | undefined): number | undefined {
  return code !== undefined && Number.isInteger(code) && code >= 0 && code <= 255 ? code : undefined
}

function clamp(part: number): number {
  return Number.isFinite(part) ? Math.max(0, Math.min(255, Math.round(part))) : 0
}

const switches: Record<number, Partial<TerminalStyle>> = {
  1: {isBold: true},
  2: {isDim: true},
  3: {isItalic: true},
  4: {isUnderlined: true},
  9: {isStruck: true},
  22: {isBold: false, isDim: false},
  23: {isItalic: false},
  24: {isUnderlined: false},
  29: {isStruck: false},
  39: {color: undefined},
  49: {ground: undefined},
}
