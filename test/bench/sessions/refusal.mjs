import process from 'node:process'

/** What a person asked for and cannot have; the message says why. */
export class Refusal extends Error {}

/** Say in one line what was refused, and end with 2. What is no refusal is thrown again. */
export function tellRefusal(error) {
  const isRefusal = error instanceof Refusal || error?.code?.startsWith('ERR_PARSE_ARGS')
  if (!isRefusal) throw error
  console.error(`error: ${error.message}`)
  process.exitCode = 2
}
