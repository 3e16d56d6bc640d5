import {SessionpressError} from '../errors.js'
import {describeImporting} from '../targets/importing.js'
import type {Destination} from './destination.js'
import type {EncryptionPlan} from './plan-encryption.js'

/**
 * What `opencode import` fetches lies open: there is no key that it could use.
 *
 * @throws SessionpressError `IMPORT_ENCRYPTED`
 */
export function refuseBoth(plan: EncryptionPlan, {name, target}: Destination): void {
  if (plan === 'none' || target.importing.type === 'off') return
  throw new SessionpressError(
    'IMPORT_ENCRYPTED',
    `The share would be encrypted, and \`${name}\` is \`importable\`: what \`opencode import\` fetches cannot be.`,
    {
      hint: 'Take `importable` off the target, or publish without encryption: `--no-encrypt --new-link` where the share had it.',
    },
  )
}

/** What a person should know who wants shares to be importable where they cannot be. */
export function warnOfImport({name, target}: Destination): string[] {
  return describeImporting(target.importing)
    .filter(({level}) => level === 'warning')
    .map(({message}) => `\`${name}\`: ${message}`)
}
