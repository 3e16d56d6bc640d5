import {randomBytes} from 'node:crypto'
import {stretch} from '../../templates/opener/derive.js'
import {createSpool} from '../bundle/spool.js'
import {encryptBundle} from '../encryption/encrypt-bundle.js'
import {fingerprintOf} from '../encryption/fingerprint.js'
import {SessionpressError} from '../errors.js'
import type {ActiveRecord, RecordEncryption} from '../ledger/record.js'
import type {Bundle} from '../session/bundle.js'
import {mediaTypeOf} from '../session/media-types.js'
import {loadOpenerScript, loadOpenerStyle} from './assets.js'
import type {EncryptionOptions, EncryptionPlan} from './plan-encryption.js'
import {sha256Base64} from './sha256-base64.js'
import type {Surroundings} from './types.js'

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
  const chosen = given || (await askPassphrase?.()) // An empty variable is as good as none.
  if (chosen) return chosen
  const message = 'A passphrase shall open this share, and nobody was there to give it.'
  const hint = 'Run it on a terminal, or set `SESSIONPRESS_PASSPHRASE`.'
  throw new SessionpressError('PASSPHRASE_NEEDED', message, {hint})
}
