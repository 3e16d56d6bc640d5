import process from 'node:process'
import type {CommandModule} from 'yargs'
import type {ShareStatus} from '../index.js'
import {askPassphrase} from './ask-passphrase.js'
import {chooseSession} from './choose-session.js'
import {chooseTarget} from './choose-target.js'
import {confirmReview} from './confirm-review.js'
import {type ContentArguments, contentChoice, contentOptions} from './content-options.js'
import {describeEncryption} from './describe-encryption.js'
import {type EncryptionArguments, encryptionOptions} from './encryption-options.js'
import {given} from './given.js'
import {readList} from './list-options.js'
import {json, quiet, sessionArgument, source, state, to} from './options.js'
import {plain, plainJSON} from './plain.js'
import {copy, openInBrowser} from './programs.js'
import {withProgress} from './progress.js'
import {refuseValues} from './refuse-values.js'
import {isInteractive, print, tell} from './terminal.js'
import {type WorkArguments, workChoice, workOptions} from './work-options.js'

interface ShareArguments extends ContentArguments, WorkArguments, EncryptionArguments {
  session: string | undefined
  to: string | undefined
  yes: boolean
  allow: string[] | undefined
  'dry-run': boolean
  'new-link': boolean
  open: boolean
  json: boolean
  source: string | undefined
  state: string | undefined
  quiet: boolean
}

/** `sessionpress share`: publish a session, or bring its page up to date. */
export const shareCommand: CommandModule<object, ShareArguments> = {
  command: 'share [session]',
  describe: 'Publish a session, or update it where it is',

  builder: (yargs) =>
    yargs
      .positional('session', sessionArgument)
      .option('to', to)
      .option('yes', {
        type: 'boolean',
        default: false,
        alias: 'y',
        describe: 'Publish without asking; needed where there is no terminal',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'Do everything but publish',
      })
      .option('allow', {
        type: 'string',
        requiresArg: true,
        defaultDescription: 'nothing',
        describe: 'Findings that may be public as they are, by their names joined by commas',
        coerce: (list) => readList('allow', list),
      })
      .options(contentOptions)
      .options(workOptions)
      .option('new-link', {
        type: 'boolean',
        default: false,
        describe: 'Publish at a new URL; the old one is taken down',
      })
      .options(encryptionOptions)
      .option('open', {type: 'boolean', default: false, describe: 'Open the page in the browser'})
      .option('json', json)
      .option('source', source)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 share', 'Choose a session, look at what becomes public, publish')
      .example('$0 share latest --to ./public --yes', 'Publish the newest session to a folder')
      .example('$0 share ses_5f2a --embed 3-5', 'With a page for a frame in an article')
      .example(
        '$0 share --from-turn 12 --exclude tool-output',
        'From prompt 12 on, without what tools printed',
      )
      .example('url=$($0 share ses_5f2a --yes)', 'Publish in a script'),

  async handler(values) {
    const {
      session,
      to,
      yes,
      allow,
      dryRun,
      newLink,
      encrypt,
      passphrase,
      open,
      json,
      source,
      state,
      quiet,
    } = values
    refuseValues('encrypt', 'passphrase')
    const {share} = await import('../index.js')
    const chosen = await chooseSession(session, given({source}))
    const shared = await withProgress(quiet, ({onProgress, onWarning, clear}) =>
      share(chosen, {
        ...given({
          to,
          allow,
          source,
          state,
          encrypt,
          passphrase,
          ...contentChoice(values),
          ...workChoice(values),
        }),
        ...(isInteractive() && {
          confirm: confirmReview(clear),
          chooseTarget: chooseTarget(clear),
          askPassphrase: askPassphrase(clear),
        }),
        yes,
        dryRun,
        newLink,
        onProgress,
        onWarning,
      }),
    )
    if (json) print(plainJSON(shared))
    else if (shared.shareURL !== null) print(plain(shared.shareURL))
    await follow(shared, {dryRun, open, quiet})
  },
}

/** What is done with the address beyond printing it. None of it can make the command fail. */
async function follow(
  {shareURL, title, target, encryption}: ShareStatus,
  {dryRun, open, quiet}: {dryRun: boolean; open: boolean; quiet: boolean},
): Promise<void> {
  if (dryRun) {
    const what = `\`${plain(title ?? '')}\` would go to \`${plain(target ?? '')}\``
    const how = encryption === undefined ? '' : `, ${describeEncryption(encryption)}`
    return tell(quiet, `Nothing was published: ${what}${how}.`)
  }
  if (shareURL === null) return
  if (process.stdout.isTTY && (await copy(shareURL))) tell(quiet, 'The URL is copied.')
  if (open && !(await openInBrowser(shareURL))) tell(quiet, 'No browser could be started.')
}
