import {createTwoFilesPatch} from 'diff'
import {describe, expect, it} from 'vitest'
import {arrayOf, type Json, type JsonObject, objectOf} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'
import {trimSession} from '../../src/sources/opencode/trim.js'
import {loadNative} from '../../src/sources/registry.js'
import {exported, world} from './world.js'

const patch = '--- a\n+++ a\n@@ -1,1 +1,1 @@\n-x\n+y\n'
const counts = {additions: 1, deletions: 1}

describe('parts', () => {
  it.each<[string, JsonObject, JsonObject | undefined]>([
    [
      'reasoning loses its signature',
      {type: 'reasoning', text: 'hm', metadata: {anthropic: {signature: 's'}}, time: {start: 1}},
      {type: 'reasoning', text: 'hm', time: {start: 1}},
    ],
    [
      'text keeps its flags and loses what is the provider’s',
      {type: 'text', text: 't', metadata: {compaction_continue: true, openai: {itemId: 'i'}}},
      {type: 'text', text: 't', metadata: {compaction_continue: true}},
    ],
    ['a step loses its snapshot', {type: 'step-start', snapshot: 'a1'}, {type: 'step-start'}],
    [
      'a step’s end keeps its cost',
      {type: 'step-finish', snapshot: 'a1', cost: 1},
      {type: 'step-finish', cost: 1},
    ],
    ['a snapshot goes', {type: 'snapshot', snapshot: 'a1'}, undefined],
    [
      'a patch keeps its files and a hash that is a string',
      {type: 'patch', hash: 'a1', files: ['/x']},
      {type: 'patch', hash: '', files: ['/x']},
    ],
    [
      'a retry loses the headers of the answer',
      {type: 'retry', error: {name: 'E', data: {message: 'm', responseHeaders: {a: 'b'}}}},
      {type: 'retry', error: {name: 'E', data: {message: 'm'}}},
    ],
    [
      'an error loses what was sent and sent back',
      {
        type: 'retry',
        error: {
          name: 'E',
          data: {
            ...{message: 'm', statusCode: 429, metadata: {key: 'k'}, requestHeaders: {a: 'b'}},
            ...{requestBodyValues: {prompt: 'p'}, providerMetadata: {a: 1}},
          },
        },
      },
      {type: 'retry', error: {name: 'E', data: {message: 'm', statusCode: 429}}},
    ],
    [
      'a call loses what is the provider’s',
      {type: 'tool', state: {providerMetadata: {a: 1}, metadata: {providerMetadata: {a: 1}, b: 2}}},
      {type: 'tool', state: {metadata: {b: 2}}},
    ],
    ...['file', 'agent', 'subtask', 'compaction', 'step-finish'].map(
      (type): [string, JsonObject, JsonObject] => [
        `${type} keeps its flags and loses what is the provider’s`,
        {type, metadata: {auto: true, google: {thoughtSignature: 's'}}, providerMetadata: {a: 1}},
        {type, metadata: {auto: true}},
      ],
    ),
    [
      'a file that a tool gave back loses what is the provider’s',
      {type: 'tool', state: {attachments: [{type: 'file', metadata: {openai: {itemId: 'i'}}}]}},
      {type: 'tool', state: {attachments: [{type: 'file'}]}},
    ],
    [
      'an unknown part keeps its metadata, but not the provider’s',
      {
        type: 'new',
        metadata: {
          ...{ticket: 'A-1', place: {line: 3}, openai: {a: 1}, amazonBedrock: {b: 1}},
          ...{own: {reasoning_encrypted_content: 'x'}, other: {itemId: 'i'}, signature: 's'},
        },
      },
      {type: 'new', metadata: {ticket: 'A-1', place: {line: 3}}},
    ],
    ['an unknown part stays', {type: 'new', data: {a: [1]}}, {type: 'new', data: {a: [1]}}],
  ])('%s', (_what, part, expected) => {
    expect(trimmedParts([part])).toEqual(expected === undefined ? [] : [expected])
  })
})

describe('metadata of tools', () => {
  const read = '<content>\n1: one\n2:  two\n3:\n</content>'
  it.each<[string, JsonObject, JsonObject]>([
    [
      'bash: drops equal output',
      tool('bash', {output: 'a\n', exit: 0}, {output: 'a\n'}),
      {exit: 0},
    ],
    [
      'bash: drops output that a note follows',
      tool('bash', {output: 'a\n'}, {output: 'a\n<shell_metadata>cut</shell_metadata>'}),
      {},
    ],
    ['bash: drops the end of the output', tool('bash', {output: '...\n\nz'}, {output: 'a\nz'}), {}],
    [
      'bash: keeps more than the output',
      tool('bash', {output: 'a\nb'}, {output: 'b'}),
      {output: 'a\nb'},
    ],
    [
      'bash: keeps what an aborted call said',
      tool('bash', {output: 'a'}, {error: 'x'}),
      {output: 'a'},
    ],
    ['shell of 2.x', {...flatTool('shell', {output: 'a'}, 'a')}, {}],
    [
      'read: drops lines that are in the output',
      tool(
        'read',
        {preview: 'one\n two', display: {type: 'file', text: 'one\n two\n', lineStart: 1}},
        {output: read},
      ),
      {display: {type: 'file', lineStart: 1}},
    ],
    ['read of 1.1', tool('read', {preview: 'one'}, {output: '<file>\n00001| one\n</file>'}), {}],
    ['read: keeps other lines', tool('read', {preview: 'else'}, {output: read}), {preview: 'else'}],
    [
      'edit: drops the patch that the diff has',
      tool('edit', {diff: patch, filediff: {file: 'a', patch, additions: 1}}, {}),
      {diff: patch, filediff: {file: 'a', ...counts}},
    ],
    [
      'edit: keeps a patch that the diff has not',
      tool('edit', {diff: '', filediff: {file: 'a', patch}}, {}),
      {diff: '', filediff: {file: 'a', patch, ...counts}},
    ],
    [
      'edit of 1.3: texts are gone where the diff has the change',
      tool('edit', {diff: patch, filediff: {file: 'a', before: 'x\n', after: 'y\n'}}, {}),
      {diff: patch, filediff: {file: 'a', additions: 1, deletions: 1, status: 'modified'}},
    ],
    [
      'multiedit: each of its edits',
      tool('multiedit', {results: [{diff: patch, filediff: {file: 'a', patch}}]}, {}),
      {results: [{diff: patch, filediff: {file: 'a', ...counts}}]},
    ],
    [
      'apply_patch: drops the diff that its files have',
      tool(
        'apply_patch',
        {diff: `${patch}\n`, files: [{filePath: 'a', type: 'update', patch}]},
        {},
      ),
      {files: [{filePath: 'a', type: 'update', patch, ...counts}]},
    ],
    [
      'apply_patch of 1.3: texts are gone, diff is called patch',
      tool(
        'apply_patch',
        {
          diff: patch,
          files: [{filePath: 'a', type: 'update', diff: patch, before: 'x', after: 'y'}],
        },
        {},
      ),
      {files: [{filePath: 'a', type: 'update', patch, ...counts}]},
    ],
    [
      'apply_patch: keeps a diff that says more',
      tool('apply_patch', {diff: `${patch}${patch}`, files: [{filePath: 'a', patch}]}, {}),
      {diff: `${patch}${patch}`, files: [{filePath: 'a', patch, ...counts}]},
    ],
    [
      'write: drops content that is the input',
      tool('write', {content: 'c', exists: false}, {input: {content: 'c'}}),
      {exists: false},
    ],
    [
      'todowrite: drops equal todos',
      tool('todowrite', {todos: [{a: 1}]}, {input: {todos: [{a: 1}]}}),
      {},
    ],
    [
      'todowrite: keeps other todos',
      tool('todowrite', {todos: [{a: 1}]}, {input: {todos: []}}),
      {todos: [{a: 1}]},
    ],
    [
      'others keep everything',
      tool('mcp_x', {output: 'a', n: {m: null}}, {output: 'a'}),
      {output: 'a', n: {m: null}},
    ],
    ['a tool called like a method', tool('constructor', {a: 1}, {}), {a: 1}],
  ])('%s', (_what, part, expected) => {
    const isFlat = part.name !== undefined
    const native = isFlat
      ? trimSession(session('opencode-2', [{type: 'assistant', content: [part]}]))
      : trimSession(session('opencode-1', [{info: {}, parts: [part]}]))
    const [message] = native.messages
    const [trimmed] = arrayOf(isFlat ? message?.content : message?.parts)
    expect(objectOf(objectOf(trimmed).state).metadata).toEqual(expected)
  })

  it('rewrites no more than diffs of files', () => {
    const found = {path: '/x', diff: 'see below', score: {a: [1]}, note: 'one\ntwo'}
    const days = {before: '2026-01-01', after: '2026-02-01', of: {a: 1}}
    const change = {path: 'a', diff: patch, ...counts, why: {text: 'one\ntwo'}, tags: ['a']}
    const [part] = trimmedParts([tool('mcp_x', {found, days, items: [change]}, {})])
    const {diff, ...rest} = change
    expect(objectOf(objectOf(part).state).metadata).toEqual({
      found,
      days,
      items: [{...rest, patch: diff}],
    })
  })

  it('keeps no text of a file before a change that nobody knows', () => {
    const before = 'line 1\nline 2\n'
    const changes = [
      {before},
      {before, after: null},
      {path: 'a', before},
      {file: 'a', before, after: null},
    ]
    for (const change of [...changes, {filediff: {file: 'a', before}}, {files: changes}]) {
      const [part] = trimmedParts([tool('edit', change, {})])
      expect(JSON.stringify(part)).not.toContain('line')
    }
    const [message] = trimSession(
      session('opencode-1', [{info: {summary: {diffs: changes}}}]),
    ).messages
    expect(JSON.stringify(message)).not.toContain('line')
  })

  it('knows the lines of texts that end with carriage returns', () => {
    const before = Array.from({length: 50}, (_, index) => `line ${index}`).join('\r')
    const change = {file: 'a', before, after: `${before}\rend`}
    const recorded = createTwoFilesPatch('a', 'a', before, change.after)
    const changes = [
      {filediff: change},
      {before, after: change.after},
      {filediff: {file: 'a', patch: recorded}},
    ]
    for (const metadata of changes) {
      const [part] = trimmedParts([tool('edit', metadata, {})])
      expect(JSON.stringify(part)).toContain('+end')
      expect(JSON.stringify(part)).not.toContain('line 40')
    }
  })

  it('trims whole texts that a plugin keeps anywhere', () => {
    const text = Array.from({length: 50}, (_, index) => `line ${index}\n`).join('')
    const deep = {a: [{b: {path: 'x', before: text, after: `${text}end\n`}}]}
    const flat = {before: text, after: `${text}end\n`}
    const context = createTwoFilesPatch('a', 'a', text, `${text}end\n`, '', '', {context: 99})
    for (const metadata of [deep, flat, {diff: context}, {patch: context}]) {
      const [part] = trimmedParts([tool('mcp_x', metadata, {})])
      expect(JSON.stringify(part)).toContain('+end')
      expect(JSON.stringify(part)).not.toContain('line 40')
    }
  })
})

describe('session info', () => {
  it('loses share, permission, and the texts of an undo', () => {
    const info = {
      ...{id: 'ses_1', share: {url: 'u', secret: 's'}, permission: [{pattern: '/home'}]},
      revert: {messageID: 'msg_1', partID: 'prt_1', snapshot: 'a', diff: 'whole'},
      model: {id: 'm', providerID: 'p', headers: {a: 'b'}, options: {key: 'k'}},
      metadata: {ticket: 'A-1'},
    }
    expect(trimSession({...session('opencode-1', []), info}).info).toEqual({
      id: 'ses_1',
      revert: {messageID: 'msg_1', partID: 'prt_1'},
      model: {id: 'm', providerID: 'p'},
      metadata: {ticket: 'A-1'},
    })
  })
})

describe('what configures requests', () => {
  const request = {headers: {a: 'b'}, options: {apiKey: 'k'}}
  const model = {id: 'm', provider: {id: 'p', ...request}, ...request}
  const expected = {model: {id: 'm', provider: {id: 'p'}}}

  it('stays home, of 1.x', () => {
    const info = {role: 'assistant', metadata: {own: {key: 'k'}, auto: true}, model, ...request}
    const {messages} = trimSession(session('opencode-1', [{info}]))
    expect(messages).toEqual([{info: {role: 'assistant', metadata: {auto: true}, ...expected}}])
  })

  it('stays home, of 2.x', () => {
    const {messages} = trimSession(session('opencode-2', [{type: 'assistant', model, ...request}]))
    expect(messages).toEqual([{type: 'assistant', ...expected}])
  })
})

describe('system prompts', () => {
  it('stay home, of 1.x', () => {
    const info = {role: 'user', system: 'Be mean.'}
    const old = {role: 'assistant', system: ['Be mean.']}
    const {messages} = trimSession(session('opencode-1', [{info}, {info: old}]))
    expect(messages).toEqual([{info: {role: 'user'}}, {info: {role: 'assistant'}}])
  })

  it('stay home, of 2.x, and only say what they are', () => {
    const message = {type: 'system', text: 'Be mean.', description: 'Rules of the project'}
    const others = [{type: 'user', text: 'Hi', system: 'Be mean.'}]
    expect(trimSession(session('opencode-2', [message, ...others])).messages).toEqual([
      {type: 'system', description: 'Rules of the project'},
      {type: 'user', text: 'Hi'},
    ])
  })
})

describe('diffs of a turn', () => {
  it('are counted where the client did not', () => {
    const diffs = [
      {file: 'a', patch},
      {file: 'b', patch, additions: 7},
      {file: 'c', patch: ''},
    ]
    const summary = {diffs}
    const [message] = trimSession(session('opencode-1', [{info: {summary}}])).messages
    expect(objectOf(objectOf(message?.info).summary).diffs).toEqual([
      {file: 'a', patch, ...counts},
      {file: 'b', patch, additions: 7, deletions: 1},
      {file: 'c', patch: ''},
    ])
  })

  it('share one budget over all subagents, and are coarse when it is spent', () => {
    const side = (sign: string) =>
      Array.from({length: 450}, (_, index) => `${sign}${index}\nsame\n`).join('')
    const diffs = [{file: 'a', before: side('a'), after: side('b')}]
    const child = {...session('opencode-1', []), diffs}
    const native = {...session('opencode-1', []), children: Array.from({length: 40}, () => child)}
    const patches = trimSession(native).children.map(({diffs: [diff]}) => String(diff?.patch))
    expect(patches.at(0)).toContain('\n same\n-a1\n')
    expect(patches.at(-1)).not.toContain('\n same\n-a1\n')
  })

  it('are the same hunks whether the client kept patches or whole texts', async () => {
    const patches = await loadNative('exports/feature.json', {}, world())
    const texts = await loadNative('exports/before-after.json', {}, world())
    const hunks = (native: NativeSession) =>
      diffsOf(native).map((diff) => [diff.file, hunksOf(String(diff.patch)), diff.additions])
    expect(hunks(texts)).toEqual(hunks(patches))
    expect(hunks(patches).length).toBeGreaterThan(4)
  })

  it('have the fields that the client imports, and no others', async () => {
    const native = await loadNative('exports/before-after.json', {}, world())
    for (const diff of diffsOf(native)) {
      expect(Object.keys(diff).sort()).toEqual([
        'additions',
        'deletions',
        'file',
        'patch',
        'status',
      ])
      expect(typeof diff.patch).toBe('string')
      expect(['added', 'deleted', 'modified']).toContain(diff.status)
    }
  })
})

describe('whatever comes in', () => {
  const hostile: [string, Json][] = [
    ['nulls', null],
    ['numbers', 7],
    ['lists', [[[]]]],
    ['text', 'x'],
    ['objects', {type: 7, state: [], metadata: 'x', summary: {diffs: {}}, snapshot: 1, error: 3}],
    [
      'prototype keys',
      JSON.parse('{"__proto__": {"polluted": 1}, "constructor": {"prototype": 1}}'),
    ],
    ['deep nesting', JSON.parse('['.repeat(50_000) + ']'.repeat(50_000))],
    ['deep objects', JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`)],
  ]

  it.each(hostile)('takes %s everywhere', (_what, value) => {
    const part = {type: 'tool', tool: 'edit', state: {status: value, input: value, metadata: value}}
    const metadata = {diff: value, filediff: value, files: [value], results: value, display: value}
    const message = {
      info: {role: value, summary: value, error: value, model: value},
      parts: [value, part, tool('edit', metadata, {}), {type: 'text', metadata: value}],
    }
    const content = {
      ...message,
      type: value,
      content: [value, {type: 'tool', state: value}],
      retry: value,
    }
    for (const format of ['opencode-1', 'opencode-2'] as const) {
      const native = session(format, [
        message,
        {info: value, parts: value},
        content,
        {content: value},
      ])
      native.info = {revert: value, model: value, summary: value, time: value}
      native.diffs = [{before: value, after: value}, {patch: value}]
      expect(() => JSON.stringify(trimSession(native))).not.toThrow()
    }
    expect({}).not.toHaveProperty('polluted')
  })

  it('does not change its input, and trims a second time to the same', () => {
    const {info, messages} = exported('feature')
    const native = {...session('opencode-1', messages as unknown as JsonObject[]), info} // JSON by origin.
    const copy = structuredClone(native)
    const trimmed = trimSession(native)
    expect(native).toEqual(copy)
    expect(trimSession(trimmed)).toEqual(trimmed)
  })
})

function tool(name: string, metadata: Json, state: JsonObject): JsonObject {
  return {type: 'tool', tool: name, state: {status: 'completed', input: {}, ...state, metadata}}
}

function flatTool(name: string, metadata: Json, output: string): JsonObject {
  const content = [{type: 'text', text: output}]
  return {type: 'tool', name, state: {status: 'completed', input: {}, content, metadata}}
}

function trimmedParts(parts: Json[]): Json[] {
  const [message] = trimSession(session('opencode-1', [{info: {}, parts}])).messages
  return arrayOf(message?.parts)
}

function session(format: NativeSession['format'], messages: JsonObject[]): NativeSession {
  return {format, info: {}, messages, todos: [], diffs: [], children: [], remarks: []}
}

function diffsOf(native: NativeSession): JsonObject[] {
  return native.messages.flatMap(({info}) => {
    const {summary} = info as {summary?: {diffs?: JsonObject[]}} // As the fixture has it.
    return summary?.diffs ?? []
  })
}

function hunksOf(text: string): string {
  return text.slice(text.indexOf('@@'))
}
