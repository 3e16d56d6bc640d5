/**
 * An expression of JavaScript that finds the same in lines of ASCII. Kinds of letters and signs are
 * hundreds of ranges in Unicode, which V8 compiles again for each place where one stands: that
 * took longer than all searches of a usual session. In ASCII they are a few.
 *
 * @param pattern As with the flag `v`, where a set may stand inside of another one.
 */
export function inAscii(pattern: string): string {
  return pattern.replace(escapes, (sign, property: string | undefined) =>
    property === undefined ? sign : setOf(sign),
  )
}

const escapes = /\\(?:[pP]\{([^}]+)\}|.)/gs
const sets = new Map<string, string>()

/** The signs of ASCII that a property stands for, as a set. */
function setOf(property: string): string {
  const known = sets.get(property)
  if (known !== undefined) return known
  const test = new RegExp(`^${property}$`, 'v')
  const ranges: [from: number, to: number][] = []
  for (let code = 0; code < 128; code++) {
    if (!test.test(String.fromCharCode(code))) continue
    const last = ranges.at(-1)
    if (last?.[1] === code - 1) last[1] = code
    else ranges.push([code, code])
  }
  const set = `[${ranges.map(([from, to]) => `${hex(from)}-${hex(to)}`).join('')}]`
  sets.set(property, set)
  return set
}

function hex(code: number): string {
  return `\\x${code.toString(16).padStart(2, '0')}`
}
