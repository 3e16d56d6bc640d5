import type {CommandModule} from 'yargs'
import {SessionpressError} from '../errors.js'
import type {ShareStatus} from '../index.js'
import {confirm} from './confirm.js'
import {given} from './given.js'
import {dash, json, quiet, source, state} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {isInteractive, print, tell} from './terminal.js'

interface UnshareArguments {
  shares: string[]
  to: string | undefined
  all: boolean
  wait: boolean
  verify: boolean | undefined
  'no-verify': boolean | undefined
  'dry-run': boolean
  json: boolean
  source: string | undefined
  state: string | undefined
  quiet: boolean
}

/** `sessionpress unshare`: take shares down, and see that they are gone. */
export const unshareCommand: CommandModule<object, UnshareArguments> = {
  command: 'unshare [shares..]',
  describe: 'Take shares down, and verify that they are gone',

  builder: (yargs) =>
    yargs
      // What keeps the last value of an option that is given twice keeps the last share alone, too.
      .parserConfiguration({'duplicate-arguments-array': true})
      .middleware(keepLast)
      .positional('shares', {
        type: 'string',
        array: true,
        default: [],
        defaultDescription: 'none',
        coerce: (shares: string[]) => shares.map((share) => (share === dash ? '-' : share)),
        describe: 'Session ids, share ids (`s_…`), URLs, files, `-` or `latest`',
      })
      .option('to', {
        type: 'string',
        requiresArg: true,
        describe: 'Target or folder of a share that the ledger does not know',
      })
      .option('all', {type: 'boolean', default: false, describe: 'Everything that is shared'})
      .option('wait', {
        type: 'boolean',
        default: false,
        describe: 'Wait until the place answers that the share is gone',
      })
      .option('verify', {type: 'boolean', hidden: true})
      .option('no-verify', {
        type: 'boolean',
        defaultDescription: 'false',
        describe: 'Believe the place itself, and do not ask the public address',
      })
      .option('dry-run', {
        type: 'boolean',
        default: false,
        describe: 'Only say what would be removed',
      })
      .option('json', json)
      .option('source', source)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 unshare ses_5f2a', 'Remove the share of a session')
      .example('$0 unshare --all --dry-run', 'See what is online')
      .example('$0 unshare s_… --to ./public', 'Remove a share without the ledger')
      .epilogue('With --json: an object where one share was named and found, else an array.'),

  async handler(values) {
    const {shares, to, all, wait, dryRun, json, source, state, quiet} = values
    checkNames(shares, all)
    const {unshare} = await import('../actions/unshare.js')
    if (all && !dryRun && isInteractive()) {
      const question = await describeAll(
        unshare(shares, {...given({to, state}), all, dryRun: true}),
      )
      if (question !== undefined && !(await confirm(question))) {
        return tell(quiet, 'Nothing was removed.')
      }
    }

    const removed = await withProgress(quiet, ({onProgress, onWarning}) =>
      unshare(shares, {
        ...given({to, source, state}),
        all,
        wait,
        verify: values.noVerify === undefined ? (values.verify ?? true) : !values.noVerify,
        dryRun,
        onProgress,
        onWarning,
      }),
    )
    if (json) {
      const isOne = shares.length === 1 && removed.length === 1
      return print(plainJSON(isOne ? removed[0] : removed))
    }
    for (const {shareID, title} of removed)
      print(`${plain(shareID ?? '')}\t${plain(title ?? '')}`.trimEnd())
    if (removed.length === 0) tell(quiet, 'Nothing is shared.')
    else tell(quiet, dryRun ? 'Nothing was removed: this was a dry run.' : 'Removed.')
  },
}

/** Of an option that is given twice the last value counts, as for any other command. */
function keepLast(values: Record<string, unknown>): void {
  for (const name of ['to', 'source', 'state']) values[name] = [values[name]].flat().at(-1)
}

/** What to ask before everything goes: how many shares, and where. Nothing where there is none. */
async function describeAll(planned: Promise<ShareStatus[]>): Promise<string | undefined> {
  try {
    const found = await planned
    if (found.length === 0) return undefined
    const places = [...new Set(found.map(({target}) => `\`${plain(target ?? '')}\``))]
    const more = places.length > shown ? ` and ${places.length - shown} more places` : ''
    const number = found.length === 1 ? '1 share' : `${found.length} shares`
    return `Take down ${number}, from ${places.slice(0, shown).join(', ')}${more}?`
  } catch (error) {
    // One that cannot be taken down here keeps nobody from the others.
    if (!(error instanceof SessionpressError)) throw error
    return 'Take down everything?'
  }
}

/** Places that a question names. */
const shown = 3

function checkNames(shares: string[], all: boolean): void {
  if (all && shares.length > 0) {
    throw new SessionpressError('USAGE_INVALID', '`--all` takes no names', {
      hint: 'Name shares, or give `--all`.',
    })
  }
  if (!all && shares.length === 0) {
    throw new SessionpressError('USAGE_INVALID', 'No share was named', {
      hint: 'Name a session, a share id or a URL, or give `--all`.',
    })
  }
}
