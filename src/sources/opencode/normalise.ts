import type {Session} from '../../session/model.js'
import type {NativeSession} from '../../session/native.js'
import {assemble} from './normalise/assemble.js'
import {tell} from './normalise/tell.js'

/**
 * Bring a session of either OpenCode format to the model. Never fails for a
 * part it does not know: such parts are kept whole and shown as key and value.
 *
 * Redaction comes before this, so nothing here can know a secret.
 */
export function normalise(native: NativeSession): Session {
  return assemble(native, tell(native), native.children.map(normalise))
}
