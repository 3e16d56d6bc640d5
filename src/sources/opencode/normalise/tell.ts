import type {PutAway} from '../../../session/long-list.js'
import type {NativeSession} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {tellV1} from './messages-v1.js'
import {tellV2} from './messages-v2.js'

/**
 * What the messages of a session tell, whichever format they have.
 *
 * @param putAway Takes turns that nothing comes to any more out of memory. By default they stay there.
 */
export function tell(native: NativeSession, putAway?: PutAway): Told {
  // What was left out is found by the blocks themselves, which therefore have to stay what they are.
  const away = native.kept ? undefined : putAway
  return native.format === 'opencode-2' ? tellV2(native, away) : tellV1(native, away)
}
