import * as v from 'valibot'

/** A program and its arguments, as a configuration names them: no shell reads them. */
export const programWords = v.pipe(
  v.array(v.pipe(v.string(), v.regex(/^[^\0]*$/))),
  v.minLength(1),
  v.check(([program]) => program !== ''),
)

/** What to run after a folder has changed, for hosts with a deploy command of their own. */
export const hookSchema = v.strictObject({
  publish: v.exactOptional(programWords),
  remove: v.exactOptional(programWords),
})

/** Programs that a target with these options runs on this machine; none for most. */
export function programsOf(options: unknown): string[][] {
  if (!v.is(withPrograms, options)) return []
  const {run, hook} = options
  return [run, hook?.publish, hook?.remove].filter((words) => words !== undefined)
}

const withPrograms = v.object({
  run: v.exactOptional(programWords),
  hook: v.exactOptional(hookSchema),
})

/** A program and its arguments for a person, in one short line. */
export function showWords(words: readonly string[]): string {
  return shorten(words.map((word) => (/^[\w./:=@%+~-]+$/.test(word) ? word : JSON.stringify(word))))
}

/** What a program or a host says, cut to what a message has room for. */
export function shortenText(text: string, most = 300): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most)}…` : line
}

function shorten(words: string[]): string {
  return shortenText(words.join(' '), 120)
}
