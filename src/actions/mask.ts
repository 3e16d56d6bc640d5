import type {Configuration} from '../config/configuration.js'
import {collectKnownValues} from '../known-values/collect-known-values.js'
import {searchable} from '../redact/known-values.js'
import {type Redacted, type RedactOptions, redact} from '../redact/redact.js'
import {secretsIn} from '../redact/secrets.js'
import type {KnownValue} from '../session/known-value.js'
import type {NativeSession} from '../session/native.js'
import {isStructure} from '../sources/opencode/structure.js'
import type {Judgement} from './judge.js'
import type {CommonOptions, Surroundings} from './types.js'

interface MaskOptions extends Pick<RedactOptions, 'numbers' | 'list'> {
  configuration: Configuration
  judgement: Judgement
  /** Folders that the session worked in. */
  projects: readonly string[]
  surroundings: Surroundings & {onWarning?: CommonOptions['onWarning'] | undefined}
}

/** A masked session, and the secrets of this machine that were searched: never to be stored or printed. */
interface Masked extends Redacted {
  known: KnownValue[]
}

/** Mask what must not be seen in a session, as the configuration and the person want it. */
export async function mask(
  native: NativeSession,
  {configuration, judgement, projects, surroundings, ...numbers}: MaskOptions,
): Promise<Masked> {
  const {isAllowed, fingerprint} = judgement
  const folders = [surroundings.cwd, ...projects]
  const known = searchable(await collectKnownValues({...surroundings, folders, secretsIn}))
  const {patterns, words, required, emails, hosts} = configuration.redact
  const settings = {patterns, words, required, emails, hosts}
  const masked = redact(native, {
    ...{...settings, projects, isStructure, known, isAllowed, fingerprint},
    ...{...namesOf(surroundings), ...numbers},
  })
  return {...masked, known}
}

/** Names of the person's machine, as far as they are known. */
function namesOf({home, user, host}: Surroundings): Pick<RedactOptions, 'home' | 'user' | 'host'> {
  return {
    ...(home !== undefined && {home}),
    ...(user !== undefined && {user}),
    ...(host !== undefined && {host}),
  }
}
