import type {CommandModule} from 'yargs'
import type {ShareStatus} from '../index.js'
import {describeAge} from './age.js'
import {given} from './given.js'
import {json, quiet, state} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {type Column, formatTabbed, formatTable} from './table.js'
import {print, tell, terminalWidth} from './terminal.js'

interface ListArguments {
  all: boolean
  check: boolean
  json: boolean
  state: string | undefined
  quiet: boolean
}

/** `sessionpress list`: every share that the ledger knows. */
export const listCommand: CommandModule<object, ListArguments> = {
  command: 'list',
  aliases: ['ls'],
  describe: 'List what is shared, across projects',

  builder: (yargs) =>
    yargs
      .option('all', {
        type: 'boolean',
        default: false,
        describe: 'Also what was removed',
      })
      .option('check', {
        type: 'boolean',
        default: false,
        describe: 'Ask every address whether the share is really there',
      })
      .option('json', json)
      .option('state', state)
      .option('quiet', quiet)
      .example('$0 list', 'A table of what is online')
      .example('$0 list --all --check', 'Prove that what was removed is gone')
      .example('$0 list | cut -f1', 'Ids only')
      .epilogue(
        'Piped, the columns are separated by tabs and have no heading: id, state, time of the last change, title, target, URL and, with --check, what its address said: yes, no, unknown or other version.',
      ),

  async handler({all, check, json, state, quiet}) {
    const {list} = await import('../actions/list.js')
    const shares = await withProgress(quiet, ({onProgress, onWarning}) =>
      list({...given({state}), all, check, onProgress, onWarning}),
    )
    if (json) return print(plainJSON(shares))

    const width = terminalWidth()
    if (shares.length === 0) tell(quiet, 'Nothing is shared.')
    else for (const line of formatShares(shares, check, width)) print(line)
  },
}

function formatShares(shares: ShareStatus[], check: boolean, width: number | undefined): string[] {
  if (width === undefined) return formatTabbed(shares.map((share) => cells(share, check, timeOf)))
  const now = Date.now()
  const rows = shares.map((share) =>
    cells(share, check, ({updatedAt}) =>
      updatedAt === null ? '' : describeAge(Date.parse(updatedAt), now),
    ),
  )
  return formatTable(check ? [...columns, {name: 'online'}] : columns, rows, width)
}

const columns: Column[] = [
  {name: 'id'},
  {name: 'state'},
  {name: 'updated'},
  {name: 'title', least: 8},
  {name: 'target', least: 6},
  // Half an address helps nobody.
  {name: 'url', isLong: true},
]

function cells(
  share: ShareStatus,
  check: boolean,
  describeTime: (share: ShareStatus) => string,
): string[] {
  const {shareID, state, title, target, shareURL} = share
  const row = [shareID ?? '', state, describeTime(share), title ?? '', target ?? '', shareURL ?? '']
  if (check) row.push(describeOnline(share))
  return row.map(plain)
}

function timeOf({updatedAt}: ShareStatus): string {
  return updatedAt ?? ''
}

/** What an address said of a share. */
export function describeOnline({state, online, check}: ShareStatus): string {
  if (online === undefined || online === null) return 'unknown'
  if (!online) return 'no'
  return state === 'live' && check ? 'other version' : 'yes'
}
