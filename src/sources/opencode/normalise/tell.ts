import type {NativeSession} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {tellV1} from './messages-v1.js'
import {tellV2} from './messages-v2.js'

/** What the messages of a session tell, whichever format they have. */
export function tell(native: NativeSession): Told {
  return native.format === 'opencode-2' ? tellV2(native) : tellV1(native)
}
