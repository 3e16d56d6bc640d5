import {isObject, type Json, type JsonObject, textOf} from '../../session/json.js'

/** What a file of something else is, in words, and what to do about it. */
export interface ForeignFormat {
  what: string
  hint?: string
}

/** Tells files of other agents, and other files of OpenCode, by fields that only they have. */
export function foreignFormat(json: Json): ForeignFormat | undefined {
  const first = Array.isArray(json) ? json[0] : json
  if (!isObject(first)) return undefined
  const format = formats.find(({matches}) => matches(first))
  return format && {what: format.what, hint: format.hint?.(first) ?? otherAgent}
}

const otherAgent = 'Give a session of OpenCode; other agents are not supported yet.'

interface KnownFormat {
  what: string
  matches(first: JsonObject): boolean
  hint?(first: JsonObject): string
}

const formats: KnownFormat[] = [
  {
    what: 'the event log of `opencode run --format json`',
    matches: (first) => 'sessionID' in first && 'timestamp' in first && 'type' in first,
    hint: ({sessionID}) => `Run \`opencode export ${textOf(sessionID) ?? '<id>'} > session.json\`.`,
  },
  {
    what: 'one session of a list, without its messages',
    matches: ({id, time}) => textOf(id)?.startsWith('ses_') === true && isObject(time),
    hint: ({id}) => `Give the id \`${textOf(id)}\` alone to read OpenCode's store.`,
  },
  {
    what: 'a transcript of Claude Code',
    matches: (first) =>
      ('sessionId' in first && ('uuid' in first || 'message' in first)) ||
      first.type === 'summary' ||
      first.type === 'file-history-snapshot',
  },
  {
    what: 'a rollout of Codex',
    matches: (first) => 'payload' in first || ('instructions' in first && 'git' in first),
  },
  {
    what: 'a session of pi',
    matches: (first) => first.type === 'session' && 'cwd' in first,
  },
  {
    what: 'a chat of Gemini CLI',
    matches: (first) => 'projectHash' in first || ('role' in first && 'parts' in first),
  },
  {
    what: 'a conversation for a model API',
    matches: (first) => 'role' in first && 'content' in first,
  },
]
