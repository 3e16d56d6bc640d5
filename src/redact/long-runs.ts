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
    if (to - from >= shortest) add(runs, text, {from, to: withPadding(text, to)})
    end = to
    index = to - 1
  }
  for (const run of runs) run.to = withLastLine(text, run)
  return runs
}

function add(runs: Run[], text: string, run: Run): void {
  const last = runs.at(-1)
  // What follows a full line is its next line, however short.
  if (last && isContinued(text, last, run.from)) last.to = run.to
  else runs.push(run)
}

/** The last line is as long as what is left. */
function withLastLine(text: string, {from, to}: Run): number {
  if (to - from < fullLine) return to
  lastLine.lastIndex = to
  return lastLine.test(text) ? lastLine.lastIndex : to
}

const lastLine = /\r?\n[ \t]{0,20}[A-Za-z0-9+/_-]{1,23}={0,2}(?=\r?\n|$)/y

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
