import process from 'node:process'
import type {CommandModule} from 'yargs'
import {errorCodes} from '../errors.js'
import type {Review} from '../index.js'
import {chooseSession} from './choose-session.js'
import {type ContentArguments, contentChoice, contentOptions} from './content-options.js'
import {given} from './given.js'
import {json, quiet, sessionArgument, source, state} from './options.js'
import {plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {formatReview} from './review/format.js'
import {walkThrough} from './review/walk.js'
import {isInteractive, print, say, terminalWidth} from './terminal.js'

interface ReviewArguments extends ContentArguments {
  session: string | undefined
  json: boolean
  source: string | undefined
  state: string | undefined
  quiet: boolean
}

/** `sessionpress review`: what would be public and what would not, and every finding. */
export const reviewCommand: CommandModule<object, ReviewArguments> = {
  command: 'review [session]',
  describe: 'Show what would be public, and decide on findings',

  builder: (yargs) =>
    yargs
      .positional('session', sessionArgument)
      .options(contentOptions)
      .option('json', json)
      .option('source', source)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 review latest', 'On a terminal: go through everything that is undecided')
      .example('$0 review ses_5f2a --json', 'Everything, for a script')
      .epilogue('Exit status: 0 when everything is decided, 3 while something is not.'),

  async handler({session, json, source, state, quiet, ...choice}) {
    const {review} = await import('../index.js')
    const chosen = await chooseSession(session, given({source}))
    const found = await withProgress(quiet, ({onProgress, onWarning, clear}) =>
      review(chosen, {
        ...given({source, state, ...contentChoice(choice)}),
        ...(isInteractive() && !json && {decide: walkThrough(clear)}),
        onProgress,
        onWarning,
      }),
    )
    if (json) print(plainJSON(found))
    else for (const line of formatReview(found, terminalWidth())) print(line)
    conclude(found, session, json || quiet)
  },
}

/** Scripts ask for the exit status; a person is told what is left to do. */
function conclude(
  {findings, sessionID}: Review,
  given: string | undefined,
  isSilent: boolean,
): void {
  const open = findings.filter(({state}) => state === 'undecided')
  if (open.length === 0) return
  process.exitCode = errorCodes.REVIEW_NEEDED
  if (isSilent) return
  const what = open.length === 1 ? 'One thing is' : `${open.length} things are`
  const call = `sessionpress review ${given ?? sessionID}`
  say(`${what} left to decide. Run \`${call}\` on a terminal to do so.`)
}
