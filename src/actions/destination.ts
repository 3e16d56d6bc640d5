import path from 'node:path'
import * as v from 'valibot'
import type {Configuration} from '../config/configuration.js'
import {resolveHome} from '../config/folders.js'
import {SessionpressError} from '../errors.js'
import type {ActiveRecord, ShareRecord} from '../ledger/record.js'
import {isFolder} from '../system/is-folder.js'
import {targetTypes} from '../targets/registry.js'
import type {Target} from '../targets/types.js'
import {nearest} from '../text/nearest.js'
import {targetContext} from './target-context.js'
import type {Surroundings} from './types.js'

/** A target, with what the ledger keeps to reach it again. */
export type Destination = ActiveRecord['target'] & {
  target: Target
}

interface ChooseDestinationOptions {
  /** What was given as `--to`. */
  to: string | undefined
  /** Session as it was given, for the hint. */
  session: string | undefined
  /** Command for the hint. @default `share` */
  command?: 'serve'
  configuration: Configuration
  surroundings: Surroundings
  /** Asks a person for a configured target's name or a folder. */
  chooseTarget: ((names: string[]) => Promise<string | undefined>) | undefined
}

/**
 * Where a share shall go: `--to`, else the default target, else the only one,
 * else what a person chooses.
 *
 * @throws SessionpressError `TARGET_UNKNOWN`, `TARGET_UNCONFIGURED`
 */
export async function chooseDestination(options: ChooseDestinationOptions): Promise<Destination> {
  const {configuration, chooseTarget, command = 'share'} = options
  const names = [...configuration.targets.keys()]
  const only = names.length === 1 ? names[0] : undefined
  const to = options.to ?? configuration.target ?? only ?? (await chooseTarget?.(names))
  if (to !== undefined) return findDestination(to, options)

  const call = [`sessionpress ${command}`, options.session, '--to', names[0] ?? './public']
  const why =
    names.length > 0 ? 'None of the targets is the default one' : 'No target is configured'
  throw new SessionpressError('TARGET_UNCONFIGURED', `${why}.`, {
    hint: `Run \`${call.filter((word) => word !== undefined).join(' ')}\`.`,
  })
}

/**
 * A target by its configured name, or a folder.
 *
 * @throws SessionpressError `TARGET_UNKNOWN` that names the nearest target
 */
export async function findDestination(
  to: string,
  {configuration, surroundings}: Pick<ChooseDestinationOptions, 'configuration' | 'surroundings'>,
): Promise<Destination> {
  const setting = configuration.targets.get(to)
  if (setting) return reach(setting, surroundings)

  if (address.test(to)) {
    throw new SessionpressError('TARGET_UNKNOWN', `\`${to}\` is an address, and no target.`, {
      hint: 'Give a folder, such as `--to ./public`, or the name of a configured target.',
    })
  }
  const folder = path.resolve(surroundings.cwd, resolveHome(to, surroundings))
  if (to !== '' && (/[/\\]/.test(to) || (await isFolder(folder)))) {
    return reach({name: folder, type: 'directory', options: {path: folder}}, surroundings)
  }
  const meant = nearest(to, configuration.targets.keys())
  throw new SessionpressError('TARGET_UNKNOWN', `\`${to}\` is no configured target or folder.`, {
    hint: meant
      ? `Write \`--to ${meant}\`.`
      : `Write \`--to ./${to}\` if you mean a folder, or describe the target in \`sessionpress.json\`.`,
  })
}

// One letter and a colon begin a path on Windows.
const address = /^[a-z][a-z\d+.-]+:[/\\]/i

/**
 * A target as the configuration or a record describes it.
 *
 * @throws SessionpressError `TARGET_UNKNOWN` when a newer release described it
 */
export function reach(
  {name, type, options}: ShareRecord['target'],
  surroundings: Surroundings,
): Destination {
  const known = targetTypes[type]
  if (known && v.is(known.schema, options)) {
    return {name, type, options, target: known.create(options, targetContext(surroundings))}
  }
  const what = known ? `The options of \`${name}\` are` : `\`${type}\` is`
  throw new SessionpressError('TARGET_UNKNOWN', `${what} not known as a target here.`, {
    hint: 'Update sessionpress, then run this again.',
  })
}

/** Whether a record's share lies at this target, whatever the configuration calls it. */
export function liesAt(record: ActiveRecord, {type, target}: Destination): boolean {
  if (record.receipt.type !== type) return false
  return target.plan(new Map(), record.shareID).location === record.receipt.location
}

/** The same text for two targets that are one place, whatever they are called: where one share would lie tells. */
export function placeOf({type, target}: Destination): string {
  return `${type} ${target.plan(new Map(), `s_${'0'.repeat(26)}`).location}`
}
