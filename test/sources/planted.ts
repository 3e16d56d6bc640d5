import {isObject, type Json, type JsonObject, objectOf} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'
import type {Excludable} from '../../src/session/selection.js'

/** Stands in everything of a kind, and nowhere else. */
export const word = 'plantedword'

/** A session with the word in every string of one kind of content, and in fields of plugins that repeat it. */
export function planted(native: NativeSession, kind: Excludable): NativeSession {
  const plant = planters[kind]
  const isFlat = native.format === 'opencode-2'
  return {
    ...native,
    info: plant.info?.(native.info) ?? native.info,
    messages: native.messages.map((message) => {
      const list = isFlat ? message.content : message.parts
      const parts = Array.isArray(list)
        ? list.map((part) => (isObject(part) ? (plant.part?.(part) ?? part) : part))
        : list
      const fields = isFlat ? message : objectOf(message.info)
      const own = isObject(fields) ? (plant.fields?.(fields) ?? fields) : fields
      if (isFlat) return {...own, ...(list === undefined ? {} : {content: parts})}
      return {...message, ...(isObject(message.info) ? {info: own} : {}), parts}
    }),
    todos: plant.todos?.(native.todos) ?? native.todos,
    diffs: plant.diffs?.(native.diffs) ?? native.diffs,
    children: native.children.map((child) =>
      kind === 'subagents' ? everywhere(child) : planted(child, kind),
    ),
  }
}

interface Planter {
  part?(part: JsonObject): JsonObject
  /** A message without its parts. */
  fields?(fields: JsonObject): JsonObject
  info?(info: JsonObject): JsonObject
  todos?(todos: JsonObject[]): JsonObject[]
  diffs?(diffs: JsonObject[]): JsonObject[]
}

const png = `iVBORw0KGgoAAA${word}`
const changed = ['diff', 'filediff', 'files', 'results']
const answered = [
  ...['output', 'preview', 'display', 'summary', 'diagnostics', 'count', 'answers', 'loaded'],
  ...['stdout', 'stderr', 'plugin'],
]

const planters: Record<Exclude<Excludable, 'paths'>, Planter> & Record<'paths', Planter> = {
  reasoning: {part: (part) => (part.type === 'reasoning' ? {...part, text: word} : part)},
  'tool-output': {
    part: ofCalls((state) => ({
      ...words(state, 'output', 'error', 'content', 'structured', 'result', 'attachments'),
      metadata: words({...objectOf(state.metadata), plugin: 'x'}, ...answered),
    })),
    fields: (fields) => (fields.type === 'shell' ? words(fields, 'output') : fields),
  },
  'tool-input': {
    part: (part) =>
      part.type === 'patch'
        ? {...part, files: [word]}
        : ofCalls((state) => ({
            ...words(state, 'input', 'title', 'raw'),
            metadata: words(
              {...objectOf(state.metadata), plugin: 'x'},
              ...[...changed, 'description', 'filepath', 'todos', 'plugin', 'name', 'dir'],
            ),
          }))(part),
    fields: (fields) =>
      summed(fields.type === 'shell' ? words(fields, 'command') : fields, (all) =>
        all.map((diff) => objectOf(spread(diff))),
      ),
    info: (info) => ({...info, summary: {diffs: [{file: word}]}}),
    todos: () => [{content: word}],
    diffs: () => [{file: word, patch: '@@'}],
  },
  diffs: {
    part: (part) =>
      part.type === 'patch'
        ? {...part, files: [word]}
        : ofCalls((state, tool) => ({
            ...state,
            input: /edit|patch/.test(tool)
              ? words(objectOf(state.input), 'oldString', 'newString', 'edits', 'patchText')
              : state.input,
            metadata: {
              ...words(objectOf(state.metadata), ...(/edit|patch|write/.test(tool) ? changed : [])),
              deep: {
                before: word,
                after: word,
                list: [{patch: word}],
                text: `@@ -1 +1 @@\n+${word}`,
              },
            },
          }))(part),
    fields: (fields) => summed(fields, () => [{file: 'a', patch: `@@ -1 +1 @@\n+${word}\n`}]),
    info: (info) => ({...info, summary: {diffs: [{file: word}]}}),
    diffs: () => [{file: word, patch: '@@'}],
  },
  files: {
    part: (part) => {
      if (part.type === 'file') return objectOf(spread(part))
      return ofCalls((state, tool) => {
        if (tool === 'read') {
          return {
            ...words(state, 'output', 'content', 'attachments'),
            metadata: words(objectOf(state.metadata), 'preview', 'display', 'loaded'),
          }
        }
        if (tool !== 'write') return words(state, 'attachments')
        return {
          ...state,
          input: words(objectOf(state.input), 'content'),
          metadata: words(objectOf(state.metadata), 'diff', 'filediff', 'content'),
        }
      })(part)
    },
    fields: (fields) => words(fields, 'files'),
  },
  images: {
    part: (part) => {
      if (part.type === 'file' && String(part.mime).startsWith('image/')) {
        return {...part, url: `data:image/png;base64,${png}`, filename: word}
      }
      const file = {type: 'file', mime: 'application/octet-stream', data: png}
      return ofCalls((state) => ({
        ...state,
        attachments: [file],
        metadata: {...objectOf(state.metadata), shot: `![](data:image/png;base64,${png})`, file},
      }))(part)
    },
  },
  subagents: {
    part: ofCalls((state, tool) =>
      tool === 'task'
        ? {
            ...words(state, 'output', 'error'),
            input: words(objectOf(state.input), 'prompt'),
            metadata: words(objectOf(state.metadata), 'summary', 'sessionId', 'plugin'),
          }
        : state,
    ),
  },
  todos: {
    part: ofCalls((state, tool) => (tool.startsWith('todo') ? objectOf(spread(state)) : state)),
    todos: () => [{content: word}],
  },
  cost: {
    part: (part) => (part.type === 'step-finish' ? {...part, cost: 31.25, tokens: tokens} : part),
    fields: (fields) => ({...fields, cost: 31.25, tokens}),
    info: (info) => ({...info, cost: 31.25, tokens}),
  },
  paths: {},
}

const tokens = {input: 987654, output: 1, reasoning: 0, cache: {read: 0, write: 0}}

function ofCalls(
  plant: (state: JsonObject, tool: string) => JsonObject,
): NonNullable<Planter['part']> {
  return (part) =>
    part.type === 'tool' && isObject(part.state)
      ? {...part, state: plant(part.state, String(part.tool ?? part.name))}
      : part
}

/** The word in each string of some fields, however deep. */
function words(value: JsonObject, ...names: string[]): JsonObject {
  const entries = Object.entries(value).map(([name, field]): [string, Json | undefined] => [
    name,
    names.includes(name) ? spread(field) : field,
  ])
  return Object.fromEntries(entries)
}

function spread(value: Json | undefined, name = ''): Json {
  // What makes a part or a state one.
  if (['type', 'status', 'id', 'sessionID', 'messageID', 'mime'].includes(name))
    return value ?? null
  if (typeof value === 'string') return `${value} ${word}`
  if (Array.isArray(value)) return value.map((item) => spread(item))
  if (!isObject(value)) return value ?? null
  return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, spread(field, key)]))
}

function summed(fields: JsonObject, plant: (diffs: Json[]) => Json[]): JsonObject {
  const {summary, snapshot} = fields
  if (isObject(summary) && Array.isArray(summary.diffs)) {
    return {...fields, summary: {...summary, diffs: plant(summary.diffs)}}
  }
  if (!isObject(snapshot) || !Array.isArray(snapshot.files)) return fields
  return {...fields, snapshot: {files: plant(snapshot.files)}}
}

function everywhere(native: NativeSession): NativeSession {
  const messages = spread(native.messages) as JsonObject[] // `spread` keeps the shape.
  return {...native, messages, info: {...native.info, title: word}}
}
