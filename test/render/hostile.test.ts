import {readFileSync} from 'node:fs'
import {describe, expect, it} from 'vitest'
import type {Block, Session} from '../../src/session/model.js'
import {faultsOf} from './page-reader.js'
import {aCall, aDiff, aFile, aSession, aText, aTurn} from './sample-session.js'
import {render, renderTwin} from './test-context.js'

const vectors: {id: string; kind: string; payload: unknown}[] = JSON.parse(
  readFileSync(new URL('../../fixtures/hostile/vectors.json', import.meta.url), 'utf8'),
)
const payloads = vectors.map(({payload}) =>
  typeof payload === 'string' ? payload : JSON.stringify(payload),
)

describe('hostile text', () => {
  it('has teeth: a page that trusts it would be at fault', () => {
    const trusting = payloads.slice(0, 400).join('\n')
    expect(faultsOf(`<!DOCTYPE html><body>${trusting}`).length).toBeGreaterThan(50)
  })

  it('stays text as a message', async () => {
    const turns = payloads.map((payload, at) => aTurn(at + 1, payload, [aText(1, payload)]))
    expect(faultsOf((await render(aSession({turns}), {style: ''})).page)).toEqual([])
  })

  it('stays text in every other place', async () => {
    const session = aSession({
      turns: payloads.map((payload, at) => aTurn(at + 1, 'x', everywhere(payload))),
      diffs: payloads.map((payload) => aDiff(payload, '', {oldPath: payload, status: 'renamed'})),
      todos: payloads.map((payload) => ({content: payload, status: payload, priority: payload})),
    })
    expect(faultsOf((await render(session, {style: ''})).page)).toEqual([])
  })

  it('stays text at the top of the page', async () => {
    for (const payload of payloads.filter((one) => /[<"'&]/.test(one)).slice(0, 60)) {
      expect(faultsOf((await render(topOf(payload), {style: ''})).page)).toEqual([])
    }
  })

  it('makes a twin without control characters', async () => {
    const turns = payloads.map((payload, at) => aTurn(at + 1, payload, everywhere(payload)))
    expect(await renderTwin(aSession({turns}))).not.toMatch(
      /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/,
    )
  })
})

describe('pathological text', () => {
  const cases: Record<string, string> = {
    'nested quotes': '> '.repeat(5000),
    'nested lists': Array.from({length: 1000}, (_, n) => `${'  '.repeat(n)}- a`).join('\n'),
    'link closers': '](a'.repeat(7000),
    'nested brackets': '['.repeat(10_000),
    'wide table': `${'|a'.repeat(20_000)}|\n${'|-'.repeat(20_000)}|\n${'|a\n'.repeat(500)}`,
    'table bomb': `${'|x'.repeat(1500)}|\n${'|-'.repeat(1500)}|\n${'x\n'.repeat(2000)}`,
    underlines: 'a\n=\n'.repeat(10_000),
    'a long word': `[${'9;'.repeat(20_000)}`,
    emphasis: '*a **a '.repeat(6000),
    backticks: Array.from({length: 500}, (_, n) => `e${'`'.repeat(n)}`).join(''),
    'footnote chain': Array.from({length: 1000}, (_, n) => `[^${n}]: [^${n + 1}]`).join('\n\n'),
    'task lists': '- [ ] a\n'.repeat(10_000),
    escapes: '\u001b['.repeat(20_000),
    'string commands': '\u001b]8;;http://x'.repeat(5000),
    'c1 controls': '\u0090\u009d'.repeat(50_000),
    'carriage returns': 'progress\r'.repeat(20_000),
    'one long line': 'x'.repeat(1_000_000),
  }

  it.each(Object.entries(cases))('ends and is shown: %s', async (_name, text) => {
    const turn = aTurn(1, text, [
      aText(1, text),
      aCall(2, {kind: 'execute', command: text, exitCode: 0}, {output: text}),
      aCall(3, {
        kind: 'edit',
        path: 'a',
        changes: [{before: text, after: `${text}b`, isEverywhere: false}],
      }),
    ])
    expect(faultsOf((await render(aSession({turns: [turn]}), {style: ''})).page)).toEqual([])
  })
})

function everywhere(payload: string): Block[] {
  const file = {...aFile(1, payload, payload), url: payload}
  return [
    aCall(
      1,
      {kind: 'execute', command: payload, description: payload, directory: payload},
      {output: payload, error: payload, status: 'failed', name: payload, title: payload},
    ),
    aCall(2, {
      kind: 'read',
      path: payload,
      loaded: [payload],
      entries: [payload],
      lines: {first: 1, text: payload},
    }),
    aCall(
      3,
      {kind: 'search', operation: 'grep', query: payload, path: payload, include: payload},
      {output: payload},
    ),
    aCall(
      4,
      {
        kind: 'edit',
        path: payload,
        changes: [{before: payload, after: `${payload}!`, isEverywhere: true}],
      },
      {diagnostics: [{path: payload, severity: 'error', message: payload}]},
    ),
    aCall(
      5,
      {kind: 'write', path: payload, content: payload},
      {diffs: [aDiff(payload, `@@ -1 +1 @@ ${payload}\n-${payload}\n+${payload}!\n`)]},
    ),
    aCall(6, {kind: 'patch', text: payload}),
    aCall(
      7,
      {kind: 'fetch', operation: 'fetch', target: payload, format: 'markdown', provider: payload},
      {output: payload},
    ),
    aCall(
      8,
      {
        kind: 'task',
        description: payload,
        prompt: payload,
        agent: payload,
        model: {id: payload, provider: payload, variant: payload},
        command: payload,
        state: payload,
      },
      {output: payload},
    ),
    aCall(9, {
      kind: 'todo',
      isRead: false,
      todos: [{content: payload, status: payload, was: payload}],
    }),
    aCall(10, {
      kind: 'question',
      isDismissed: true,
      questions: [
        {
          header: payload,
          question: payload,
          options: [{label: payload, description: payload, isChosen: true}],
          own: [payload],
          isMultiple: false,
        },
      ],
    }),
    aCall(11, {kind: 'skill', name: payload}),
    aCall(
      12,
      {kind: 'other', input: {[payload]: payload}, server: payload},
      {name: payload, output: payload, extra: {[payload]: [payload]}, attachments: [file]},
    ),
    {type: 'notice', number: 13, isUndone: false, kind: 'error', text: payload, detail: payload},
    {type: 'unknown', number: 14, isUndone: false, name: payload, data: {[payload]: payload}},
    {
      type: 'text',
      number: 15,
      isUndone: false,
      isSynthetic: true,
      isIgnored: false,
      text: payload,
      description: payload,
    },
    {type: 'reasoning', number: 16, isUndone: false, text: payload},
    aText(17, `\`\`\`${payload.replace(/\n/g, ' ')}\ncode\n\`\`\``),
    aText(
      18,
      `[text](<${payload.replace(/[\n<>]/g, '')}>) ![image](<${payload.replace(/[\n<>]/g, '')}>)`,
    ),
  ]
}

function topOf(payload: string): Session {
  return aSession({
    id: payload,
    title: payload,
    agent: {name: payload, version: payload},
    directory: payload,
    models: [{id: payload, provider: payload, variant: payload}],
    remarks: [{type: 'trimmed', text: payload}],
    extra: {[payload]: payload},
    parentID: payload,
  })
}
