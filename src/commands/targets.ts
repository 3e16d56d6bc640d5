import process from 'node:process'
import type {CommandModule} from 'yargs'
import {errorCodes} from '../errors.js'
import type {TargetAbilities, TargetCheck, TargetStatus} from '../index.js'
import {json, quiet} from './options.js'
import {plain, plainJSON} from './plain.js'
import {withProgress} from './progress.js'
import {refuseValues} from './refuse-values.js'
import {endAfterOutput, print, tell} from './terminal.js'

interface TargetsArguments {
  name: string | undefined
  check: boolean
  json: boolean
  quiet: boolean
}

/** `sessionpress targets`: where shares can go, and whether that works. */
export const targetsCommand: CommandModule<object, TargetsArguments> = {
  command: 'targets [name]',
  describe: 'List where shares can go, and whether it works',

  builder: (yargs) =>
    yargs
      .positional('name', {
        type: 'string',
        describe: 'Only this target, by its name; or a folder',
      })
      .option('check', {
        type: 'boolean',
        default: true,
        describe: 'Ask each target whether it works; --no-check only lists them',
      })
      .option('json', json)
      .option('quiet', quiet)
      .example('$0 targets', 'Every configured target, with what it promises')
      .example('$0 targets site --json', 'One target, for a script')
      .epilogue(
        'The exit status is 0 where all is well, 4 where a target refuses the credentials, 5 where one cannot be reached, 3 where a policy forbids it, and 1 where anything else is wrong.',
      ),

  async handler({name, check, json, quiet}) {
    refuseValues('check')
    const {targets} = await import('../actions/targets.js')
    const found = await withProgress(quiet, ({onProgress}) => targets(name, {check, onProgress}))
    if (json) print(plainJSON(found))
    else for (const line of found.flatMap(formatTarget)) print(line)
    if (found.length === 0) tell(quiet, 'No target is configured. `sessionpress init` makes one.')
    const status = statusOf(found.flatMap(({checks}) => checks ?? []))
    if (status !== 0) process.exitCode = status
    // A place that gave no answer in time may be waited for still.
    if (check) await endAfterOutput()
  },
}

/** "Try again" only where that is all there is to do. */
function statusOf(checks: TargetCheck[]): number {
  const statuses = checks
    .filter(({level}) => level === 'bad')
    .map(({code}) => (code === null ? 1 : errorCodes[code]))
  return statuses.find((status) => status !== errorCodes.TARGET_UNAVAILABLE) ?? statuses[0] ?? 0
}

function formatTarget({
  name,
  type,
  where,
  url,
  isDefault,
  abilities,
  checks,
}: TargetStatus): string[] {
  const rows = [
    ['type', type],
    ['where', where],
    ['url', url],
    ...(abilities ? [['promises', describeAbilities(abilities)]] : []),
    ...(checks ?? []).flatMap(({level, message, hint}) => [
      [level, message],
      ['', level === 'good' ? null : hint],
    ]),
  ]
  return [
    `${plain(name)}${isDefault ? ' (default)' : ''}`,
    ...rows.flatMap(([word, value]) =>
      value ? [`  ${(word ?? '').padEnd(10)}${plain(value)}`] : [],
    ),
  ]
}

function describeAbilities({
  keepsHistory,
  cacheSeconds,
  answersMissing,
  canList,
}: TargetAbilities): string {
  const caches =
    cacheSeconds === null
      ? 'may be cached for as long as the host says'
      : cacheSeconds === 0
        ? 'not cached'
        : `cached for up to ${cacheSeconds} s`
  const missing =
    answersMissing === null
      ? 'whether it answers 404 only asking tells'
      : answersMissing
        ? 'a removed page is missing'
        : 'a removed page does not answer 404'
  return [
    keepsHistory ? 'keeps a history' : 'keeps no history',
    caches,
    missing,
    canList ? 'can list shares' : 'cannot list shares',
  ].join(', ')
}
