import type {Session} from '../../session/model.js'
import type {NativeSession} from '../../session/native.js'
import {assemble} from './normalise/assemble.js'
import {tellV1} from './normalise/messages-v1.js'
import {tellV2} from './normalise/messages-v2.js'

/**
 * Bring a session of either OpenCode format to the model. Never fails for a
 * part it does not know: such parts are kept whole and shown as key and value.
 *
 * Redaction comes before this, so nothing here can know a secret.
 */
export function normalise(native: NativeSession): Session {
  const children = native.children.map(normalise)
  return assemble(
    native,
    native.format === 'opencode-2' ? tellV2(native) : tellV1(native),
    children,
  )
}
