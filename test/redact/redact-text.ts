import {type Redacted, type RedactOptions, redact} from '../../src/redact/redact.js'
import type {JsonObject} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'
import {isStructure} from '../../src/sources/opencode/structure.js'

/** The person of every fixture. */
const places = {projects: ['/home/dev/acme-shop'], home: '/home/dev'}

/** A session of one message, redacted. */
export function redactMessage(
  message: JsonObject,
  format: NativeSession['format'] = 'opencode-1',
  options: Partial<RedactOptions> = {},
): Redacted & {message: JsonObject} {
  const native: NativeSession = {
    ...{format, info: {}, messages: [message], todos: [], diffs: []},
    ...{children: [], remarks: []},
  }
  const redacted = redact(native, {...places, isStructure, ...options})
  return {...redacted, message: redacted.native.messages[0] ?? {}}
}

/** One text as it leaves redaction. */
export function redactText(text: string, options: Partial<RedactOptions> = {}): string {
  return String(redactMessage({text}, 'opencode-1', options).message.text)
}
