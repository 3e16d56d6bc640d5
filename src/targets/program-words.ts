import * as v from 'valibot'

/** A program and its arguments, as a configuration names them: no shell reads them. */
export const programWords = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.check((word) => !word.includes('\0'), 'no word can hold NUL'),
    ),
  ),
  v.nonEmpty(),
  v.check(([program]) => program !== '', 'its first word must name a program'),
)

/** What to run after a folder has changed, for hosts with a deploy command of their own. */
const hookOptions = v.strictObject({
  publish: v.exactOptional(programWords),
  remove: v.exactOptional(programWords),
  keepsHistory: v.exactOptional(v.boolean()),
})

/** The same, where a host that is told of publications is told of removals too: else nothing would go there. */
export const hookSchema = v.pipe(
  hookOptions,
  v.check(
    ({publish, remove}) => publish === undefined || remove !== undefined,
    'beside `publish` it needs `remove`, such as the same command',
  ),
)

/** What a person should know after a removal from a host of which nobody says that it forgets. */
export const historyNote =
  'The host may still serve what was removed, in former deploys at addresses of their own: delete them there.'

/** Programs that a target with these options runs on this machine; none for most. */
export function programsOf(options: unknown): string[][] {
  if (!v.is(withPrograms, options)) return []
  const {run, hook} = options
  return [run, hook?.publish, hook?.remove].filter((words) => words !== undefined)
}

const withPrograms = v.object({
  run: v.exactOptional(programWords),
  hook: v.exactOptional(hookOptions),
})

/** A program and its arguments for a person who decides about them: all of it, in one line. */
export function quoteWords(words: readonly string[]): string {
  const quoted = words.map((word) => (plainWord.test(word) ? word : JSON.stringify(word)))
  return quoted.join(' ')
}

/** A program and its arguments as far as a message has room for them. */
export function showWords(words: readonly string[]): string {
  return shortenText(quoteWords(words), 120)
}

const plainWord = /^[\w./:=@%+~-]+$/

/** What a program or a host says, cut to what a message has room for. */
export function shortenText(text: string, most = 300): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > most ? `${line.slice(0, most)}…` : line
}
