import {type Configuration, readConfiguration} from '../../config/configuration.js'
import {checkPolicy} from '../../config/policy.js'
import {SessionpressError} from '../../errors.js'
import {targetSchemas} from '../../targets/registry.js'
import type {Surroundings} from '../types.js'
import {type Found, foundFrom} from './found.js'

/** What the configuration says, as far as it can be read, and what is wrong with it. */
interface ConfigurationReport {
  configuration: Configuration | undefined
  found: Found[]
  notes: string[]
}

/** Look at every file that decides whether and where something may be shared. */
export async function checkConfiguration(surroundings: Surroundings): Promise<ConfigurationReport> {
  const found: Found[] = []
  const notes: string[] = []
  const onBrokenTarget = (target: string, error: SessionpressError) =>
    void found.push(foundFrom(error, {kind: 'configuration', target}))
  try {
    const configuration = await readConfiguration({...surroundings, targetSchemas, onBrokenTarget})
    await checkPolicy(configuration, surroundings).then(
      (warnings) => notes.push(...warnings),
      (error: unknown) => {
        // That somebody forbids to share is no fault.
        const isMeant = error instanceof SessionpressError && error.code === 'SHARE_DISABLED'
        if (isMeant) notes.push(error.message)
        else found.push(foundFrom(error, {kind: 'configuration'}))
      },
    )
    return {configuration, found, notes}
  } catch (error) {
    return {
      configuration: undefined,
      found: [...found, foundFrom(error, {kind: 'configuration'})],
      notes,
    }
  }
}
