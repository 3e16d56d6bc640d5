import * as v from 'valibot'

// Shapes of OpenCode 1.18 as its server describes them (`GET /doc`). Unknown
// fields are dropped, optional fields of the wrong type too; a required field
// of the wrong type refuses the whole, unless old clients never wrote it.

const id = (prefix: string) => v.pipe(v.string(), v.startsWith(prefix))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const anything = v.record(v.string(), v.any())

/** An optional field that is dropped where it makes no sense. */
function loose<S extends v.GenericSchema>(schema: S) {
  return v.optional(v.fallback(v.union([schema, v.undefined()]), undefined))
}

const noTokens = {input: 0, output: 0, reasoning: 0, cache: {read: 0, write: 0}}
const tokens = v.object({
  total: loose(v.number()),
  input: v.fallback(v.number(), 0),
  output: v.fallback(v.number(), 0),
  reasoning: v.fallback(v.number(), 0),
  cache: v.fallback(
    v.object({read: v.fallback(v.number(), 0), write: v.fallback(v.number(), 0)}),
    noTokens.cache,
  ),
})

const fileDiff = v.object({
  file: loose(v.string()),
  patch: loose(v.string()),
  additions: v.fallback(v.number(), 0),
  deletions: v.fallback(v.number(), 0),
  status: loose(v.picklist(['added', 'deleted', 'modified'])),
})
const fileDiffs = v.fallback(v.array(fileDiff), [])

const unknownModel = {providerID: 'unknown', modelID: 'unknown'}
const messageModel = v.object({
  providerID: v.string(),
  modelID: v.string(),
  variant: loose(v.string()),
})

/** `info` of an export. */
export const sessionSchema = v.pipe(
  v.object({
    id: id('ses'),
    slug: loose(v.string()),
    projectID: v.fallback(v.string(), 'global'),
    workspaceID: loose(id('wrk')),
    directory: v.fallback(v.string(), '.'),
    path: loose(v.string()),
    parentID: loose(id('ses')),
    summary: loose(
      v.object({
        additions: v.number(),
        deletions: v.number(),
        files: v.number(),
        diffs: loose(v.array(fileDiff)),
      }),
    ),
    cost: loose(v.number()),
    tokens: loose(tokens),
    title: v.fallback(v.string(), 'Untitled session'),
    agent: loose(v.string()),
    model: loose(v.object({id: v.string(), providerID: v.string(), variant: loose(v.string())})),
    version: v.fallback(v.string(), '0.0.0'),
    metadata: loose(anything),
    time: v.fallback(
      v.object({
        created: v.fallback(count, 0),
        updated: v.fallback(count, 0),
        compacting: loose(count),
        archived: loose(v.number()),
      }),
      {created: 0, updated: 0},
    ),
    revert: loose(v.object({messageID: id('msg'), partID: loose(id('prt'))})),
  }),
  // Sessions before 1.0.2 have no slug; the client's own viewer takes the id.
  v.transform((info) => ({...info, slug: info.slug ?? info.id})),
)

const userSchema = v.object({
  id: id('msg'),
  sessionID: id('ses'),
  role: v.literal('user'),
  time: v.object({created: v.pipe(v.number(), v.minValue(0))}),
  format: loose(
    v.variant('type', [
      v.object({type: v.literal('text')}),
      // The client fills this in on its own.
      v.object({
        type: v.literal('json_schema'),
        schema: anything,
        retryCount: v.fallback(count, 2),
      }),
    ]),
  ),
  summary: loose(v.object({title: loose(v.string()), body: loose(v.string()), diffs: fileDiffs})),
  agent: v.fallback(v.string(), 'build'),
  model: v.fallback(messageModel, unknownModel),
  system: loose(v.string()),
  tools: loose(v.record(v.string(), v.boolean())),
})

const failed = <N extends string, D extends v.ObjectEntries>(name: N, data: D) =>
  v.object({name: v.literal(name), data: v.object(data)})
const apiError = failed('APIError', {
  message: v.string(),
  statusCode: loose(count),
  isRetryable: v.fallback(v.boolean(), false),
  responseBody: loose(v.string()),
  metadata: loose(v.record(v.string(), v.string())),
})
const messageError = v.variant('name', [
  failed('ProviderAuthError', {providerID: v.string(), message: v.string()}),
  failed('UnknownError', {message: v.string(), ref: loose(v.string())}),
  failed('MessageOutputLengthError', {}),
  failed('MessageAbortedError', {message: v.string()}),
  failed('StructuredOutputError', {message: v.string(), retries: v.number()}),
  failed('ContextOverflowError', {message: v.string(), responseBody: loose(v.string())}),
  failed('ContentFilterError', {message: v.string()}),
  apiError,
])

const assistantSchema = v.pipe(
  v.object({
    id: id('msg'),
    sessionID: id('ses'),
    role: v.literal('assistant'),
    time: v.object({created: count, completed: loose(count)}),
    error: loose(messageError),
    parentID: id('msg'),
    modelID: v.fallback(v.string(), unknownModel.modelID),
    providerID: v.fallback(v.string(), unknownModel.providerID),
    mode: loose(v.string()),
    agent: loose(v.string()),
    path: v.fallback(v.object({cwd: v.string(), root: v.string()}), {cwd: '.', root: '.'}),
    summary: loose(v.boolean()),
    cost: v.fallback(v.number(), 0),
    tokens: v.fallback(tokens, noTokens),
    structured: loose(v.any()),
    variant: loose(v.string()),
    finish: loose(v.string()),
  }),
  // Old data has `mode` alone; the client reads it as the agent.
  v.transform(({agent, mode, ...info}) => ({
    ...info,
    agent: agent ?? mode ?? 'build',
    mode: mode ?? agent ?? 'build',
  })),
)

/** `info` of a message. */
export const messageSchema = v.variant('role', [userSchema, assistantSchema])

const base = {id: id('prt'), sessionID: id('ses'), messageID: id('msg')}
const textPlace = v.object({value: v.string(), start: v.number(), end: v.number()})
const point = v.object({line: count, character: count})
const fileSource = v.variant('type', [
  v.object({type: v.literal('file'), text: textPlace, path: v.string()}),
  v.object({
    type: v.literal('symbol'),
    text: textPlace,
    path: v.string(),
    range: v.object({start: point, end: point}),
    name: v.string(),
    kind: count,
  }),
  v.object({
    type: v.literal('resource'),
    text: textPlace,
    clientName: v.string(),
    uri: v.string(),
  }),
])
const filePart = v.object({
  ...base,
  type: v.literal('file'),
  mime: v.string(),
  filename: loose(v.string()),
  url: v.string(),
  source: loose(fileSource),
})

const toolState = v.variant('status', [
  v.object({
    status: v.literal('pending'),
    input: v.fallback(anything, {}),
    raw: v.fallback(v.string(), ''),
  }),
  v.object({
    status: v.literal('running'),
    input: v.fallback(anything, {}),
    title: loose(v.string()),
    metadata: loose(anything),
    time: v.object({start: count}),
  }),
  v.object({
    status: v.literal('completed'),
    input: v.fallback(anything, {}),
    output: v.string(),
    title: v.fallback(v.string(), ''),
    metadata: v.fallback(anything, {}),
    time: v.object({start: count, end: count, compacted: loose(count)}),
    attachments: loose(v.array(filePart)),
  }),
  v.object({
    status: v.literal('error'),
    input: v.fallback(anything, {}),
    error: v.string(),
    metadata: loose(anything),
    time: v.object({start: count, end: count}),
  }),
])
const span = v.object({start: count, end: loose(count)})

/** One part of a message. */
export const partSchema = v.variant('type', [
  v.object({
    ...base,
    type: v.literal('text'),
    text: v.string(),
    synthetic: loose(v.boolean()),
    ignored: loose(v.boolean()),
    time: loose(span),
    metadata: loose(anything),
  }),
  v.object({
    ...base,
    type: v.literal('subtask'),
    prompt: v.string(),
    description: v.string(),
    agent: v.string(),
    model: loose(v.object({providerID: v.string(), modelID: v.string()})),
    command: loose(v.string()),
  }),
  v.object({...base, type: v.literal('reasoning'), text: v.string(), time: span}),
  filePart,
  v.object({
    ...base,
    type: v.literal('tool'),
    callID: v.string(),
    tool: v.string(),
    state: toolState,
  }),
  v.object({...base, type: v.literal('step-start')}),
  v.object({
    ...base,
    type: v.literal('step-finish'),
    reason: v.string(),
    cost: v.fallback(v.number(), 0),
    tokens: v.fallback(tokens, noTokens),
  }),
  v.object({
    ...base,
    type: v.literal('patch'),
    hash: v.fallback(v.string(), ''),
    files: v.array(v.string()),
  }),
  v.object({
    ...base,
    type: v.literal('agent'),
    name: v.string(),
    source: loose(v.object({value: v.string(), start: count, end: count})),
  }),
  v.object({
    ...base,
    type: v.literal('retry'),
    attempt: count,
    error: apiError,
    time: v.object({created: count}),
  }),
  v.object({
    ...base,
    type: v.literal('compaction'),
    auto: v.boolean(),
    overflow: loose(v.boolean()),
    tail_start_id: loose(id('msg')),
  }),
])
