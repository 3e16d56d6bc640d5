import {SessionpressError} from '../errors.js'
import type {ActiveRecord, ShareRecord} from '../ledger/record.js'

export interface EncryptionOptions {
  /**
   * Whether nobody can read it without the key in its link. Told nothing else, a share stays as it is.
   *
   * @default as the share is, else the configuration's `encrypt`
   */
  encrypt?: boolean
  /**
   * A passphrase that opens it together with the link, or whether there is one at all: it then comes from
   * `SESSIONPRESS_PASSPHRASE`, or is asked for. Implies `encrypt`.
   *
   * @default as the share is, else none
   */
  passphrase?: string | boolean
  /** Asks a person for the passphrase. @default nobody is asked */
  askPassphrase?: () => Promise<string>
}

/** What shall open a share: nothing, its link, or its link and a passphrase. */
export type EncryptionPlan = 'none' | 'link' | 'passphrase'

/** What a share was before: under the same link, or under the link that it takes the place of. */
interface Before {
  existing: ActiveRecord | undefined
  replaced: ShareRecord | undefined
}

/**
 * Whether and how a share shall be encrypted. Neither an update nor a new link takes encryption off unless it is
 * told to.
 *
 * @throws SessionpressError `USAGE_INVALID` where two wishes exclude each other
 */
export function planEncryption(
  {existing, replaced}: Before,
  {encrypt, passphrase, embed}: EncryptionOptions & {embed?: string},
  configuration: {encrypt: boolean},
  onWarning: (warning: string) => void,
): EncryptionPlan {
  const hasPassphrase = passphrase !== undefined && passphrase !== false
  if (encrypt === false && hasPassphrase) {
    throw invalid('A passphrase is for an encrypted share', 'Leave `--no-encrypt` out.')
  }
  const last = existing ?? replaced
  const before = last?.state === 'removed' ? undefined : last?.encryption
  if (!(hasPassphrase || (encrypt ?? (Boolean(before) || configuration.encrypt)))) {
    if (before) onWarning(turnedOff)
    return 'none'
  }
  if (embed !== undefined) {
    const hint = 'Share it once more with `--no-encrypt --new-link`, or leave `--embed` out.'
    throw invalid('`embed.html` cannot be encrypted: it would have no key', hint)
  }
  if (existing?.state === 'live' && !before) onWarning(turnedOn)
  const isKept = passphrase === undefined && before?.hasPassphrase
  return hasPassphrase || isKept ? 'passphrase' : 'link'
}

const turnedOff =
  'This share was encrypted; from now on everybody who reaches its address can read it.'

const turnedOn =
  'This share was not encrypted before: caches and histories may hold what it was. `--new-link` gives it another address.'

function invalid(message: string, hint: string): SessionpressError {
  return new SessionpressError('USAGE_INVALID', message, {hint})
}
