import type {Json, JsonObject} from '../../src/session/json.js'

/**
 * A session as `opencode export` writes it, in which texts that try to break out
 * stand wherever a session has text: one turn for each of them.
 */
export function hostileSession(payloads: readonly string[]): JsonObject {
  const all = payloads.join(' ')
  const model = {providerID: all, modelID: all}
  return {
    info: {
      id: 'ses_hostile',
      slug: all,
      directory: `/srv/${all}`,
      title: all,
      agent: all,
      model,
      version: all,
      time: {created: 1, updated: 2},
    },
    messages: payloads.flatMap((payload, at) => [
      message('user', `u${at}`, payload, promptParts(payload)),
      message('assistant', `a${at}`, payload, answerParts(payload)),
    ]),
  }
}

/**
 * The same with the wrong type of value in as many places: ids that are no ids,
 * numbers that are texts or objects, lists that are not.
 */
export function brokenSession(payloads: readonly string[]): JsonObject {
  const {info, messages} = hostileSession(payloads)
  const all = payloads.join(' ')
  return {
    info: {
      ...(info as JsonObject), // As made above.
      id: `ses_${all}`,
      parentID: all,
      projectID: all,
      version: [all],
      share: {url: all},
      revert: {messageID: all, partID: all, snapshot: all, diff: all},
      summary: {additions: all, deletions: {[all]: all}, files: all, diffs: all},
      permission: [{permission: all, pattern: all, action: all}],
      [all]: all,
    },
    messages: (messages as JsonObject[]).map((message, at) =>
      brokenMessage(message, payloads[Math.floor(at / 2)] ?? ''),
    ),
  }
}

function brokenMessage({info, parts}: JsonObject, payload: string): JsonObject {
  const object = {[payload]: payload}
  const usual = info as JsonObject // As made above.
  return {
    info: {
      ...usual,
      id: `${String(usual.id)}${payload}`,
      sessionID: payload,
      parentID: payload,
      system: payload,
      tools: object,
      summary: {title: payload, body: payload, diffs: []},
      structured: object,
      variant: payload,
      cost: object,
      tokens: {input: payload, output: object, reasoning: payload, cache: payload, total: payload},
    },
    parts: [
      ...(parts as JsonObject[]).map((part, at) => ({
        ...part,
        id: `${at}${payload}`,
        metadata: object,
      })),
      {type: 'step-start', id: payload, snapshot: payload},
      {
        type: 'step-finish',
        id: payload,
        reason: payload,
        snapshot: payload,
        cost: object,
        tokens: payload,
      },
      {type: 'snapshot', id: payload, snapshot: payload},
      {type: 'compaction', id: payload, auto: payload, overflow: payload, tail_start_id: payload},
      {type: 'retry', id: payload, attempt: payload, error: payload, time: {created: payload}},
      {
        type: 'tool',
        id: payload,
        tool: 'bash',
        callID: payload,
        state: {...object, status: payload},
      },
      {type: 'tool', id: payload, tool: 'read', callID: object, state: oddState(payload)},
      {type: 'text', id: payload, text: object, time: {start: payload, end: object}},
    ],
  }
}

function oddState(payload: string): JsonObject {
  return {
    status: 'completed',
    input: {filePath: [payload], offset: payload, limit: {[payload]: payload}},
    output: {[payload]: payload},
    title: [payload],
    metadata: {preview: payload, truncated: payload, sessionId: payload, [payload]: [payload]},
    time: {start: payload, end: payload, compacted: payload},
    attachments: [{type: 'file', mime: payload, filename: payload, url: payload, source: payload}],
  }
}

/** A session whose answers are long texts alone, one turn for each of them. */
export function longSession(payloads: readonly string[]): JsonObject {
  return {
    info: {id: 'ses_long', title: 'Long texts', time: {created: 1, updated: 2}},
    messages: payloads.flatMap((payload, at) => [
      message('user', `u${at}`, 'x', [{type: 'text', text: 'x'}]),
      message('assistant', `a${at}`, 'x', [
        {type: 'text', text: payload},
        call('bash', {command: 'true'}, payload),
      ]),
    ]),
  }
}

function message(role: string, id: string, payload: string, parts: JsonObject[]): JsonObject {
  const patch = `@@ -1 +1 @@ ${payload}\n-${payload}\n+${payload}!\n`
  const ofRole: JsonObject =
    role === 'user'
      ? {
          model: {providerID: payload, modelID: payload},
          summary: {diffs: [{file: payload, patch, additions: 1, deletions: 1, status: payload}]},
        }
      : {
          providerID: payload,
          modelID: payload,
          mode: payload,
          path: {cwd: `/srv/${payload}`, root: `/srv/${payload}`},
          error: {name: payload, data: {message: payload, responseBody: payload}},
          finish: payload,
          parentID: `msg_${id.replace('a', 'u')}`,
          cost: 0.01,
          tokens: {input: 1, output: 1, reasoning: 0, cache: {read: 0, write: 0}},
        }
  const info = {id: `msg_${id}`, role, agent: payload, time: {created: 1, completed: 2}, ...ofRole}
  return {
    info,
    parts: parts.map((part, at) => ({id: `prt_${id}_${at}`, messageID: info.id, ...part})),
  }
}

function promptParts(payload: string): JsonObject[] {
  const source = {type: 'file', path: payload, text: {value: payload, start: 0, end: 4}}
  return [
    {type: 'text', text: payload},
    {type: 'text', text: payload, synthetic: true},
    {type: 'file', mime: 'text/html', filename: payload, url: dataUrl('text/html', payload)},
    {
      type: 'file',
      mime: 'image/svg+xml',
      filename: payload,
      url: dataUrl('image/svg+xml', payload),
    },
    {type: 'file', mime: 'image/png', filename: payload, url: payload, source},
    {type: 'file', mime: payload, filename: payload, url: `data:${payload};base64,AAAA`},
    {type: 'agent', name: payload, source: {value: payload, start: 0, end: 4}},
    {type: 'subtask', agent: payload, description: payload, prompt: payload, command: payload},
  ]
}

function answerParts(payload: string): JsonObject[] {
  const oneLine = payload.replace(/[\n<>]/g, '')
  const diff = `--- ${payload}\n+++ ${payload}\n@@ -1 +1 @@\n-${payload}\n+${payload}!\n`
  return [
    {type: 'reasoning', text: payload, time: {start: 1, end: 2}},
    {type: 'text', text: payload},
    {type: 'text', text: `[text](<${oneLine}>) ![image](<${oneLine}> "${oneLine}")`},
    {type: 'text', text: `\`\`\`${payload.replace(/\n/g, ' ')}\n${payload}\n\`\`\``},
    call('bash', {command: payload, description: payload}, payload, {output: payload, exit: 1}),
    call('read', {filePath: payload}, payload, {
      display: {type: 'file', path: payload, text: payload, lineStart: 1, lineEnd: 1},
      loaded: [payload],
    }),
    call('grep', {pattern: payload, path: payload, include: payload}, payload, {matches: 1}),
    call('glob', {pattern: payload, path: payload}, payload, {count: 1}),
    call('edit', {filePath: payload, oldString: payload, newString: `${payload}!`}, payload, {
      diff,
      diagnostics: {[payload]: [{message: payload, severity: 1, range: {start: {line: 1}}}]},
    }),
    call('write', {filePath: payload, content: payload}, payload),
    call(
      'apply_patch',
      {patchText: `*** Begin Patch\n*** Add File: ${payload}\n+${payload}`},
      payload,
    ),
    call('webfetch', {url: payload, format: 'markdown'}, payload),
    call('websearch', {query: payload}, payload),
    call('task', {description: payload, prompt: payload, subagent_type: payload}, payload),
    call('todowrite', {todos: [{content: payload, status: payload, priority: payload}]}, payload),
    call('question', questions(payload), payload, {answers: [[payload]]}),
    call('skill', {name: payload}, payload),
    call(payload, {[payload]: payload, ...parsed(payload)}, payload, {[payload]: [payload]}),
    failed('bash', payload),
    failed(payload, payload),
    {type: 'retry', attempt: 1, error: {name: payload, data: {message: payload}}},
    {type: 'compaction', auto: true},
    {type: 'patch', hash: payload, files: [payload]},
    {type: payload, [payload]: payload},
  ]
}

function call(
  tool: string,
  input: JsonObject,
  output: string,
  metadata: JsonObject = {},
): JsonObject {
  const state = {status: 'completed', input, output, metadata, title: output.slice(0, 5000)}
  return {type: 'tool', tool, callID: tool, state: {...state, time: {start: 1, end: 2}}}
}

function failed(tool: string, error: string): JsonObject {
  return {type: 'tool', tool, callID: tool, state: {status: 'error', input: {error}, error}}
}

function questions(payload: string): JsonObject {
  const options = [{label: payload, description: payload}]
  return {questions: [{header: payload, question: payload, options}]}
}

/** What a text is as JSON, where it is an object. */
function parsed(text: string): JsonObject {
  try {
    const value = JSON.parse(text) as Json // Whatever parses is JSON.
    return typeof value === 'object' && !Array.isArray(value) ? {...value} : {}
  } catch {
    return {}
  }
}

function dataUrl(mime: string, text: string): string {
  return `data:${mime};base64,${Buffer.from(text).toString('base64')}`
}
