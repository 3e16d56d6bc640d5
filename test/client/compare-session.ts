import {isDeepStrictEqual} from 'node:util'

/** A session as `session.json` has it, and as `opencode export` writes it. */
export interface SessionDocument {
  info: Record<string, unknown>
  messages: readonly {info: Record<string, unknown>; parts: readonly Record<string, unknown>[]}[]
}

/** What the client makes its own on import: a session belongs to the project that it was imported into. */
const rewritten = ['projectID', 'directory', 'path']

/** What its store has of every session, whether it was said or not. */
const filledIn = {
  cost: 0,
  tokens: {input: 0, output: 0, reasoning: 0, cache: {read: 0, write: 0}},
}

/**
 * What is not the same in a session that was imported and exported again, each with its place, such as
 * `messages.3.parts.1.text`. None means that import gave back the whole conversation.
 *
 * @param published What the bundle's `session.json` holds.
 * @param exported What `opencode export` wrote to a file after the import; through a pipe it is cut off.
 */
export function compareSessions(published: SessionDocument, exported: SessionDocument): string[] {
  return [
    ...differences(without({...filledIn, ...published.info}), without(exported.info), 'info'),
    ...differences(published.messages, exported.messages, 'messages'),
  ]
}

function without(info: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(info).filter(([key]) => !rewritten.includes(key)))
}

function differences(one: unknown, other: unknown, place: string): string[] {
  if (isDeepStrictEqual(one, other)) return []
  if (!isTree(one) || !isTree(other) || Array.isArray(one) !== Array.isArray(other)) {
    return [`${place}: ${shown(one)} became ${shown(other)}`]
  }
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].flatMap((key) => differences(one[key], other[key], `${place}.${key}`))
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 120)
}
