import type {CommandModule} from 'yargs'
import type {ShareStatus} from '../index.js'
import {chooseSession} from './choose-session.js'
import {describeEncryption} from './describe-encryption.js'
import {describeFindings} from './findings.js'
import {given} from './given.js'
import {describeOnline} from './list.js'
import {json, quiet, sessionArgument, source, state} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {print} from './terminal.js'

interface StatusArguments {
  session: string | undefined
  check: boolean
  json: boolean
  source: string | undefined
  state: string | undefined
  quiet: boolean
}

/** `sessionpress status`: whether a session is shared, and where. */
export const statusCommand: CommandModule<object, StatusArguments> = {
  command: 'status [session]',
  describe: 'Say whether a session is shared, and where',

  builder: (yargs) =>
    yargs
      .positional('session', sessionArgument)
      .option('check', {
        type: 'boolean',
        default: false,
        describe: 'Ask its address whether the share is really there',
      })
      .option('json', json)
      .option('source', source)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 status latest', 'Say where the newest session is shared')
      .example('$0 status ses_5f2a --check --json', 'Compare the record with the place'),

  async handler({session, check, json, source, state, quiet}) {
    const {status} = await import('../actions/status.js')
    const chosen = await chooseSession(session, given({source}))
    const found = await withProgress(quiet, ({onProgress, onWarning}) =>
      status(chosen, {...given({source, state}), check, onProgress, onWarning}),
    )
    if (json) print(plainJSON(found))
    else for (const line of formatStatus(found)) print(line)
  },
}

/** One share as lines of name and value; what is not known has none. */
function formatStatus(share: ShareStatus): string[] {
  const rows: [string, string | null][] = [
    ['state', share.state === 'none' ? 'not shared' : share.state],
    ['title', share.title],
    ['url', share.shareURL],
    ['share', share.shareID],
    ['session', share.sessionID],
    ['target', share.target],
    ['created', share.createdAt],
    ['updated', share.updatedAt],
    ['expires', share.expiresAt],
    ['encrypted', share.encryption ? describeEncryption(share.encryption) : null],
    ['held', share.held ? 'for review: `sessionpress review` decides' : null],
    ['redacted', describeFindings(share.findings) ?? null],
    ['online', share.online === undefined ? null : describeOnline(share)],
    ['check', share.check ?? null],
  ]
  return rows.flatMap(([name, value]) => (value ? [`${name.padEnd(11)}${plain(value)}`] : []))
}
