import type {PutAway} from '../../session/long-list.js'
import type {Session} from '../../session/model.js'
import type {NativeSession} from '../../session/native.js'
import {assemble} from './normalise/assemble.js'
import {tell} from './normalise/tell.js'

/**
 * Bring a session of either OpenCode format to the model. Never fails for a
 * part it does not know: such parts are kept whole and shown as key and value.
 *
 * Redaction comes before this, so nothing here can know a secret.
 *
 * @param putAway Takes what turns hold out of memory. By default it stays there.
 */
export function normalise(native: NativeSession, putAway?: PutAway): Session {
  const children = native.children.map((child) => normalise(child, putAway))
  return assemble(native, tell(native, putAway), {children, putAway})
}
