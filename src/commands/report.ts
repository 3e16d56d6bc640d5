import process from 'node:process'
import {errorCodes, SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'
import {isInterruption} from './interruption.js'
import {plain, plainJSON, plainLines} from './plain.js'
import {print, say} from './terminal.js'

/** Exit status of an interrupted run, as shells count it: 128 and the signal's number. */
export const interruptedStatus = 130

/** Exit status of a bug (EX_SOFTWARE of sysexits). */
const bugStatus = 70

/** Tell the reader what went wrong, and return the exit status. */
export function report(thrown: unknown, {isJSON}: {isJSON: boolean}): number {
  if (isInterruption(thrown)) return interruptedStatus
  const error = explainExhaustion(thrown)
  if (error instanceof SessionpressError) {
    const {code, message, hint} = error
    if (isJSON) print(plainJSON({error: {code, message, hint: hint ?? null}}))
    say(`error: ${plain(message)} [${code}]`)
    if (hint) say(`hint: ${plain(hint)}`)
    return errorCodes[code]
  }

  const {message, stack} = error instanceof Error ? error : new Error(String(error))
  const hint = 'Report it with the text on standard error.'
  if (isJSON) print(plainJSON({error: {code: 'BUG', message, hint}}))
  say('This is a bug in sessionpress. Please report it with the text below.')
  say(`${plainLines(stack ?? message)}\nNode ${process.version} on ${process.platform}`)
  return bugStatus
}

/** Where there are too few file handles anything may fail, even the loading of the program. */
function explainExhaustion(error: unknown): unknown {
  const code = systemCode(error)
  if (!(error instanceof Error) || (code !== 'EMFILE' && code !== 'ENFILE')) return error
  return new SessionpressError(
    'SYSTEM_EXHAUSTED',
    `The system gives no more file handles: ${error.message}.`,
    {hint: 'Allow more of them, such as with `ulimit -n 1024`, then run this again.', cause: error},
  )
}
