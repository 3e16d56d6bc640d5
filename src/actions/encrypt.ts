import {createHash, randomBytes} from 'node:crypto'
import {stretch} from '../../templates/opener/derive.js'
import {mediaTypeOf} from '../bundle/media-types.js'
import {createSpool} from '../bundle/spool.js'
import {encryptBundle} from '../encryption/encrypt-bundle.js'
import {fingerprintOf} from '../encryption/fingerprint.js'
import {SessionpressError} from '../errors.js'
import type {ActiveRecord, RecordEncryption, ShareRecord} from '../ledger/record.js'
import type {Bundle} from '../session/bundle.js'
import {loadOpenerScript, loadOpenerStyle} from './assets.js'
import type {Surroundings} from './types.js'

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

/** How one bundle is encrypted. */
export interface Encryption {
  record: RecordEncryption
  /** The encrypted bundle, made anew at each call. */
  encrypt(): Promise<Bundle>
  /** Let go of temporary files. The encrypted bundle cannot be read afterwards. */
  dispose(): Promise<void>
}

interface PrepareEncryptionOptions {
  plan: EncryptionPlan
  existing: ActiveRecord | undefined
  shareID: string
  options: EncryptionOptions
  env: Surroundings['env']
}

/**
 * Get ready to encrypt: the key of the share, or a new one, and the passphrase.
 *
 * @throws SessionpressError `PASSPHRASE_NEEDED`
 */
export async function prepareEncryption(
  bundle: Bundle,
  {plan, existing, shareID, options, env}: PrepareEncryptionOptions,
): Promise<Encryption | undefined> {
  if (plan === 'none') return undefined
  const before = existing?.encryption
  const secret = before ? Buffer.from(before.key, 'base64url') : randomBytes(32)
  const passphrase =
    plan === 'passphrase'
      ? await stretched(await choosePassphrase(options, env), before?.salt)
      : undefined
  const opener = {style: await loadOpenerStyle(), script: await loadOpenerScript(), sha256Base64}
  const spool = createSpool()
  const known = {secret, stretched: passphrase?.stretched, opener: [opener.style, opener.script]}
  return {
    record: {
      key: secret.toString('base64url'),
      hasPassphrase: passphrase !== undefined,
      ...(passphrase && {salt: passphrase.salt}),
      plain: fingerprintOf(bundle, known),
    },
    async encrypt() {
      const {add, hold} = spool
      const how = {shareID, secret, passphrase, opener, random: randomBytes, add, hold}
      await encryptBundle(bundle, {...how, typeOf: mediaTypeOf})
      return spool.bundle()
    },
    dispose: spool.dispose,
  }
}

/** The salt stays that of the share, so that its passphrase can be told to be the same. */
async function stretched(passphrase: string, salt = randomBytes(16).toString('base64url')) {
  return {salt, stretched: await stretch(passphrase, Buffer.from(salt, 'base64url'))}
}

async function choosePassphrase(
  {passphrase, askPassphrase}: EncryptionOptions,
  env: Surroundings['env'],
): Promise<string> {
  const given = typeof passphrase === 'string' ? passphrase : env.SESSIONPRESS_PASSPHRASE
  const chosen = given ?? (await askPassphrase?.())
  if (chosen) return chosen
  const message = 'This share opens with a passphrase, and there is none.'
  const hint = 'Run it on a terminal, or set `SESSIONPRESS_PASSPHRASE`.'
  throw new SessionpressError('PASSPHRASE_NEEDED', message, {hint})
}

function sha256Base64(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64')
}

function invalid(message: string, hint: string): SessionpressError {
  return new SessionpressError('USAGE_INVALID', message, {hint})
}
