import {SessionpressError} from '../../errors.js'
import {arrayOf, type Json, type JsonObject, objectOf, textOf} from '../../session/json.js'
import type {NativeSession, Remark} from '../../session/native.js'
import {summaryOf} from '../summary.js'
import type {Source, SourceContext} from '../types.js'
import {readSessionFile} from './files.js'
import {openLargeFile} from './large-file.js'
import {nativeOf} from './native.js'
import {readJson} from './read-text.js'
import {trimSession} from './trim.js'

/** A source that holds one session: a file, standard input or the items of a share. */
export function single(type: string, location: string, native: NativeSession): Source {
  const {release} = native
  const trimmed = trimSession({
    ...native,
    remarks: [...native.remarks, ...missingChildren(native)],
  })
  const summary = summaryOf(native.info)
  let isTaken = false
  return {
    type,
    location,
    list: async () => [summary],
    load,
    close: async () => {
      if (!isTaken) await release?.()
    },
  }

  async function load(id: string): Promise<NativeSession> {
    if (id === summary.id) {
      isTaken = true
      return {...trimmed, ...(release && {release})}
    }
    throw new SessionpressError('SESSION_NOT_FOUND', `${location} holds \`${summary.id}\` alone.`, {
      hint: 'Leave out the id, or give another --source.',
    })
  }
}

/**
 * One session from bytes.
 *
 * @throws SessionpressError `SESSION_NOT_JSON`, `SESSION_TRUNCATED`, `SESSION_EMPTY`, `SESSION_FORMAT_UNKNOWN`
 */
export function singleFromBytes(type: string, location: string, bytes: Uint8Array): Source {
  return single(type, location, nativeOf(readJson(bytes, location), location))
}

/**
 * One session from a file that a person named. A large one is read message by message.
 *
 * @throws SessionpressError as `singleFromBytes` does, and `SESSION_NOT_FOUND`, `SESSION_UNREADABLE`
 */
export async function singleFromFile(
  file: string,
  {memory = Number.POSITIVE_INFINITY}: Pick<SourceContext, 'memory'>,
): Promise<Source> {
  const [type, name] = ['opencode-file', `\`${file}\``]
  const large = await openLargeFile(file, memory)
  if (!large) return singleFromBytes(type, name, await readSessionFile(file))
  try {
    return single(type, name, {...nativeOf(large.document, name), release: large.release})
  } catch (error) {
    await large.release()
    throw error
  }
}

/** Neither exports nor shares hold the sessions of subagents (reference 3.1, 4.3). */
function missingChildren(native: NativeSession): Remark[] {
  const ids = new Set(native.messages.flatMap((message) => childIDs(message)))
  if (ids.size === 0) return []
  const what = ids.size === 1 ? 'One subagent’s session is' : `${ids.size} subagents’ sessions are`
  return [{type: 'missing-children', text: `${what} not part of what was given.`}]
}

function childIDs(message: JsonObject): string[] {
  return [...arrayOf(message.parts), ...arrayOf(message.content)].flatMap((part) => {
    const id = textOf(objectOf(objectOf(stateOf(part)).metadata).sessionId)
    return id === undefined ? [] : [id]
  })
}

function stateOf(part: Json): Json | undefined {
  const {tool, name, state} = objectOf(part)
  return ['task', 'subagent'].includes(textOf(tool ?? name) ?? '') ? state : undefined
}
