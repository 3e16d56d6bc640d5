import path from 'node:path'
import type {Configuration} from '../config/configuration.js'
import {checkDisabled, checkPolicy} from '../config/policy.js'
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

/**
 * A session obeys the files of every project that it worked in, which its configuration has by
 * now, and OpenCode's of the project that it was made in.
 *
 * @throws SessionpressError `SHARE_DISABLED`, `CONFIG_INVALID`
 */
export async function refuseDisabledBySession(
  {directory, folders, configuration}: Prepared,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<void> {
  const elsewhere = [directory ?? [], folders]
    .flat()
    .filter(
      (each) => path.isAbsolute(each) && path.resolve(each) !== path.resolve(surroundings.cwd),
    )
  if (elsewhere.length === 0) return checkDisabled(configuration)
  for (const cwd of elsewhere)
    await refuseDisabled(configuration, {...surroundings, cwd}, onWarning)
}
