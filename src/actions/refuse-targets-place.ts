import {SessionpressError} from '../errors.js'
import {describeAddress, type StateAddress} from '../ledger/s3/address.js'
import type {Surroundings} from './types.js'

/**
 * Refuse a place for state that is a configured target's too, lies in it or around it: what lies
 * there is for everybody. Two servers may have buckets of one name, and one server two names, so
 * that only bucket and prefix count.
 *
 * @throws SessionpressError `LEDGER_PUBLIC`
 */
export async function refuseTargetsPlace(
  address: StateAddress,
  surroundings: Surroundings,
): Promise<void> {
  for (const {name, type, options} of await readTargets(surroundings)) {
    if (type !== 's3' || options.bucket !== address.bucket) continue
    const prefix = `${options.prefix ?? ''}`.replace(/^\/+|\/*$/g, '').replace(/(?<=.)$/, '/')
    if (!prefix.startsWith(address.prefix) && !address.prefix.startsWith(prefix)) continue
    throw new SessionpressError(
      'LEDGER_PUBLIC',
      `\`${describeAddress(address)}\` is a place of the target \`${name}\`, which everybody can read.`,
      {hint: 'Name another bucket, or a prefix beside that of the target.'},
    )
  }
}

/** A configuration that cannot be read is told by who needs it; taking something down needs none. */
async function readTargets(surroundings: Surroundings) {
  const {readConfiguration} = await import('../config/configuration.js')
  const {targetSchemas} = await import('../targets/registry.js')
  const onBrokenTarget = () => {}
  try {
    const given = {...surroundings, targetSchemas, hasPolicy: false, onBrokenTarget}
    return [...(await readConfiguration(given)).targets.values()]
  } catch (error) {
    if (error instanceof SessionpressError) return []
    throw error
  }
}
