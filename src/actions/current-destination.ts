import type {Configuration} from '../config/configuration.js'
import type {ShareRecord} from '../ledger/record.js'
import {runTheSame} from './agreed-programs.js'
import {type Destination, placeOf, reach} from './destination.js'
import type {Surroundings} from './types.js'

/**
 * The target of a share as it is configured now, where the configuration still means the same place
 * by its name: leave to rewrite may have been given since. Else as the ledger has kept it; and
 * whatever the configuration says, no program runs that nobody agreed to.
 */
export function currentDestination(
  {target}: Pick<ShareRecord, 'target'>,
  configuration: Configuration | undefined,
  surroundings: Surroundings,
): Destination {
  const setting = configuration?.targets.get(target.name)
  const kept = reach(target, surroundings)
  if (setting?.type !== target.type || !runTheSame(setting, target)) return kept
  const current = reach(setting, surroundings)
  return placeOf(kept) === placeOf(current) ? current : kept
}
