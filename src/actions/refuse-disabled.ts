import path from 'node:path'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import {checkPolicy} from '../config/policy.js'
import {targetSchemas} from '../targets/registry.js'
import type {Prepared} from './prepare.js'
import type {Surroundings} from './types.js'

/**
 * Refuse to share where anything forbids it.
 *
 * @throws SessionpressError `SHARE_DISABLED`, `CONFIG_INVALID`
 */
export async function refuseDisabled(
  configuration: Pick<Configuration, 'disabledBy'>,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<void> {
  for (const warning of await checkPolicy(configuration, surroundings)) onWarning(warning)
}

/** A session of another project obeys that project's files too. */
export async function refuseDisabledBySession(
  {directory}: Prepared,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<void> {
  if (directory === undefined || !path.isAbsolute(directory)) return
  if (path.resolve(directory) === path.resolve(surroundings.cwd)) return
  const there = {...surroundings, cwd: directory}
  await refuseDisabled(await readConfiguration({...there, targetSchemas}), there, onWarning)
}
