/** By letter, those that follow it often in words and in names of code; counted over both. */
const followers: Readonly<Record<string, string>> = Object.fromEntries(
  'aabcdefgiklmnpqrstuvy babeilorsu cacehiklorstu daeiloqrsu eabcdefgilmnpqrstvxy faefiloru gaehilnorsu haeiortu iabcdefglmnoprstvz jas kaeis ladeilostuy mabeimopsu nacdefgiknostu obcdfgiklmnoprstuvw paehiloprstu qqu racdegiklmnorstuy sacehilopstuy tacehilorstuy uabcegilmnprst vaei waei xpt yp ze'
    .split(' ')
    .map((row) => [row.charAt(0), row.slice(1)]),
)

/** Of pairs of letters in words nine of ten are common, of random letters one of three. */
const least = 0.6

/**
 * Whether a text reads as words, with signs and a few digits between them, and not
 * as random letters: `next-page-token`, but not `tzuxphnqzzrizzfv`.
 */
export function isReadable(text: string): boolean {
  let readable = 0
  let all = 0
  for (const [run] of text.matchAll(/[A-Za-z]+|\d+/g)) {
    all += run.length
    if (isWord(run)) readable += run.length
  }
  return readable > 0 && readable >= all * 0.7
}

function isWord(run: string): boolean {
  if (run.length < 3 || /\d/.test(run)) return false
  const letters = run.toLowerCase()
  let common = 0
  for (let index = 1; index < letters.length; index++) {
    if (followers[letters.charAt(index - 1)]?.includes(letters.charAt(index))) common++
  }
  return common >= (letters.length - 1) * least && !isJagged(run)
}

/** Names change their case at words, random letters at every second one. */
function isJagged(run: string): boolean {
  const changes = run.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0
  return run.length >= 6 && changes * 2.5 > run.length
}
