import {describe, expect, it} from 'vitest'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import type {JsonObject} from '../../src/session/json.js'
import type {Block, Session} from '../../src/session/model.js'
import type {NativeSession} from '../../src/session/native.js'
import {placeOf} from '../../src/sources/opencode/describe-place.js'
import {normalise} from '../../src/sources/opencode/normalise.js'
import {originsOf} from '../../src/sources/opencode/origins.js'
import {trimSession} from '../../src/sources/opencode/trim.js'
import {loadNative} from '../../src/sources/registry.js'
import {fixtureCases, surroundings} from '../support/case.js'

const around = resolveSurroundings(surroundings)

describe('numbers of messages and parts', async () => {
  for (const {name, session, source} of await fixtureCases()) {
    it(`of \`${name}\` are those of the page`, async () => {
      const native = await loadNative(session, {source}, around)
      expect(faultsOf(native, normalise(native))).toEqual([])
    })
  }
})

/** Texts, thoughts and calls whose numbers lead elsewhere, and blocks that no number leads to. */
function faultsOf(native: NativeSession, session: Session): string[] {
  const numbers = originsOf(native)
  const blocks = new Map<string, Block>()
  for (const turn of session.turns) {
    for (const block of turn.blocks) blocks.set(`${turn.number}-${block.number}`, block)
  }
  const faults: string[] = []
  const found = new Set<string>()
  for (const [index, message] of native.messages.entries()) {
    const turn = numbers.turnOf(index)
    if (turn === undefined) faults.push(`message ${index} has no turn`)
    for (const own of numbers.ownBlocksOf(index)) found.add(`${turn}-${own.number}`)
    const parts = (message.parts ?? message.content) as JsonObject[] | undefined
    for (const [place, part] of (Array.isArray(parts) ? parts : []).entries()) {
      const number = numbers.blockOf(index, place)
      const block = blocks.get(`${turn}-${number}`)
      if (block) found.add(`${turn}-${number}`)
      if (part?.type === 'tool' && block?.type !== 'tool') faults.push(`${index}/${place}: no call`)
      if (part?.type === 'text' && block?.type === 'text' && block.text !== part.text) {
        faults.push(`${index}/${place}: another text`)
      }
    }
  }
  // What stands beside a message has no place in its list of parts.
  const isBeside = (block?: Block) => block?.type === 'unknown'
  const lost = [...blocks.keys()].filter((key) => !found.has(key) && !isBeside(blocks.get(key)))
  return [...faults, ...lost.map((key) => `t${key} has no origin`)]
}

describe('a place', () => {
  const first: NativeSession = trimSession({
    format: 'opencode-1',
    info: {id: 'ses_1', title: 'T'},
    messages: [
      {
        info: {id: 'msg_1', role: 'user', summary: {diffs: [{file: 'src/x.ts', patch: '@@'}]}},
        parts: [{type: 'text', text: 'Do it'}],
      },
      {
        info: {id: 'msg_2', role: 'assistant', parentID: 'msg_1', error: {name: 'E', data: {}}},
        parts: [
          {type: 'step-start'},
          {type: 'reasoning', text: 'hm'},
          {type: 'tool', tool: 'bash', state: {status: 'completed', input: {command: 'ls'}}},
          {type: 'text', text: 'Done'},
        ],
      },
    ],
    todos: [{content: 'c'}],
    diffs: [{file: 'src/y.ts', patch: '@@'}],
    children: [],
    remarks: [],
  })
  const second: NativeSession = {
    ...first,
    format: 'opencode-2',
    info: {id: 'ses_2', location: {}},
    messages: [
      {id: 'm1', type: 'user', text: 'Do it'},
      {
        type: 'assistant',
        content: [
          {type: 'text', text: 'Now'},
          {type: 'tool', name: 'shell', state: {content: [{type: 'text', text: 'out'}]}},
        ],
      },
      {type: 'system', text: 'x', description: 'y'},
    ],
  }
  const root = {...first, children: [second]}

  it.each<[(string | number)[], object]>([
    [['info', 'title'], {what: 'title', field: ''}],
    [['info', 'directory'], {what: 'session', field: 'directory'}],
    [['todos', 0, 'content'], {what: 'todo', field: 'content'}],
    [['diffs', 0, 'patch'], {what: 'diff of src/y.ts', field: ''}],
    [['messages', 0, 'parts', 0, 'text'], {turn: 1, block: 0, what: 'prompt', field: ''}],
    [
      ['messages', 0, 'info', 'summary', 'diffs', 0, 'patch'],
      {turn: 1, what: 'diff of src/x.ts', field: ''},
    ],
    [['messages', 1, 'parts', 1, 'text'], {turn: 1, block: 1, what: 'reasoning', field: ''}],
    [
      ['messages', 1, 'parts', 2, 'state', 'input', 'command'],
      {turn: 1, block: 2, what: 'bash', field: 'input.command'},
    ],
    [['messages', 1, 'parts', 3, 'text'], {turn: 1, block: 3, what: 'answer', field: ''}],
    [
      ['messages', 1, 'info', 'error', 'data', 'message'],
      {turn: 1, block: 4, what: 'error', field: 'error.data.message'},
    ],
  ])('%j of 1.x', (path, expected) => {
    expect(placeOf(root, {session: [], path})).toEqual({sessionID: 'ses_1', ...expected})
  })

  it.each<[(string | number)[], object]>([
    [['messages', 0, 'text'], {turn: 1, block: 0, what: 'prompt', field: ''}],
    [['messages', 1, 'content', 0, 'text'], {turn: 1, block: 1, what: 'answer', field: ''}],
    [
      ['messages', 1, 'content', 1, 'state', 'content', 0, 'text'],
      {turn: 1, block: 2, what: 'shell', field: 'content.0.text'},
    ],
    [['messages', 2, 'text'], {turn: 1, block: 3, what: 'system', field: 'text'}],
  ])('%j of 2.x, in a subagent', (path, expected) => {
    expect(placeOf(root, {session: [0], path})).toEqual({sessionID: 'ses_2', ...expected})
  })
})
