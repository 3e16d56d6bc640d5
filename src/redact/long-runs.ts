/** A piece of a text. */
export interface Run {
  from: number
  to: number
}

/** As few signs of base64 hold a secret that is worth a look. */
const shortest = 24

/** A full line of base64, to which the next line belongs. */
const fullLine = 60

const isSign = new Uint8Array(128)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-') {
  isSign[sign.charCodeAt(0)] = 1
}

/**
 * Long words of the signs of base64 in either alphabet, of several lines too. Only
 * one sign of so many is looked at where there is none.
 */
export function longRuns(text: string): Run[] {
  const runs: Run[] = []
  let end = 0
  for (let index = shortest - 1; index < text.length; index += shortest) {
    if (!isAt(text, index)) continue
    let from = index
    while (from > end && isAt(text, from - 1)) from--
    let to = index + 1
    while (to < text.length && isAt(text, to)) to++
    while (to - from < shortest + 3 && text[to] === '=') to++
    if (to - from >= shortest) add(runs, text, {from, to: withPadding(text, to)})
    end = to
    index = to - 1
  }
  return runs
}

function add(runs: Run[], text: string, run: Run): void {
  const last = runs.at(-1)
  // What follows a full line is its next line, however short.
  if (last && isContinued(text, last, run.from)) last.to = run.to
  else runs.push(run)
}

function isContinued(text: string, last: Run, from: number): boolean {
  if (from - last.to > 20 || last.to - last.from < fullLine) return false
  return /^(?:\r?\n|\\n)[ \t]*$/.test(text.slice(last.to, from))
}

function withPadding(text: string, to: number): number {
  let end = to
  while (end < to + 2 && text[end] === '=') end++
  return end
}

function isAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code < 128 && isSign[code] === 1
}
