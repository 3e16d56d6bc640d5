import {describe, expect, it} from 'vitest'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import type {Block, Session} from '../../src/session/model.js'
import type {NativeSession} from '../../src/session/native.js'
import {everything, excludable, type Selection} from '../../src/session/selection.js'
import {importable} from '../../src/sources/opencode/importable.js'
import {normalise} from '../../src/sources/opencode/normalise.js'
import {declaredPaths} from '../../src/sources/opencode/select/path-names.js'
import {select} from '../../src/sources/opencode/select.js'
import {loadNative} from '../../src/sources/registry.js'
import {fixtureCases, surroundings} from '../support/case.js'
import {refusalsOf} from '../support/refusals.js'
import {planted, word} from './planted.js'

const around = resolveSurroundings(surroundings)
const cases = await Promise.all(
  (await fixtureCases()).map(async ({name, session, source}) => ({
    name,
    native: await loadNative(session, {source}, around),
  })),
)

/** Prices and counts of tokens that `planted` puts everywhere. */
const prices = /31\.25|987654/

describe.each(excludable.filter((kind) => kind !== 'paths'))('without %s', (kind) => {
  it.each(cases)('nothing of it is left of `$name`', ({native}) => {
    const full = planted(native, kind)
    const chosen = selected(full, {exclude: [kind]})
    const session = normalise(chosen)
    const texts = [importable(chosen).document, chosen, session].map((one) => JSON.stringify(one))
    const forbidden = kind === 'cost' ? prices : new RegExp(word)
    expect(texts.map((text) => around100(text, forbidden))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(movedOf(normalise(full), session)).toEqual([])
    expect(refusalsOf(importable(chosen).document, chosen.format)).toEqual([])
  })
})

describe.each<[string, Partial<Selection>]>([
  ['everything that can stay at home', {exclude: [...excludable]}],
  ['paths', {exclude: ['paths']}],
  ['all but two lines of output', {toolOutputLines: 2}],
])('without %s', (_what, selection) => {
  it.each(cases)('`$name` keeps its numbers and can be imported', ({native}) => {
    const chosen = selected(native, selection)
    expect(movedOf(normalise(native), normalise(chosen), 'loosely')).toEqual([])
    expect(refusalsOf(importable(chosen).document, chosen.format)).toEqual([])
  })
})

describe('turns', () => {
  it.each(cases)('of `$name`, each alone, are those of the full session', ({native}) => {
    const full = normalise(native)
    for (const {number} of full.turns.slice(0, 6)) {
      const chosen = selected(native, {fromTurn: number, toTurn: number})
      const session = normalise(chosen)
      expect(session.turns.map((turn) => turn.number)).toEqual([number])
      expect(movedOf(full, session, 'exactly')).toEqual([])
      expect(refusalsOf(importable(chosen).document, chosen.format)).toEqual([])
    }
  })

  it.each(cases)('of `$name` are not told of once they are dropped', ({native}) => {
    const full = normalise(native)
    for (const {number} of full.turns.length > 1 ? full.turns.slice(0, 4) : []) {
      const chosen = selected(native, {dropTurns: [number]})
      const texts = textsOf(full, number)
      const others = JSON.stringify(full.turns.filter((turn) => turn.number !== number))
      const told = texts.filter((text) => text.length > 30 && !others.includes(escaped(text)))
      const rest = JSON.stringify([chosen, normalise(chosen)])
      expect(told.filter((text) => rest.includes(escaped(text)))).toEqual([])
    }
  })
})

describe('blocks', () => {
  it.each(cases)('of `$name`, each alone, can be dropped', ({native}) => {
    const full = normalise(native)
    for (const turn of full.turns.slice(0, 3)) {
      for (const block of turn.blocks.slice(0, 12)) {
        const name = `t${turn.number}-${block.number}`
        const session = normalise(selected(native, {dropBlocks: [name]}))
        expect(movedOf(full, session)).toEqual([])
        const left = session.turns.find(({number}) => number === turn.number)
        const now = left?.blocks.find(({number}) => number === block.number)
        expect([name, now?.type]).toEqual([name, 'left-out'])
        if (block.type !== 'text' || block.text.length < 40) continue
        if (timesIn(full, block.text) > 1) continue
        expect([name, timesIn(session, block.text)]).toEqual([name, 0])
      }
      if (!turn.prompt) continue
      const session = normalise(selected(native, {dropBlocks: [`t${turn.number}-0`]}))
      const now = session.turns.find(({number}) => number === turn.number)
      expect(now?.prompt).toMatchObject({text: '', attachments: [], context: [], isLeftOut: true})
      expect(movedOf(full, session)).toEqual([])
    }
  })
})

function selected(native: NativeSession, selection: Partial<Selection>): NativeSession {
  return select(native, {...everything, ...selection}).native
}

/** Blocks that are not what the full session has under their number, and numbers that are missing. */
function movedOf(
  full: Session,
  rest: Session,
  how: 'exactly' | 'by text' | 'loosely' = 'by text',
): string[] {
  const wrong: string[] = []
  for (const turn of rest.turns) {
    const before = full.turns.find(({number}) => number === turn.number)
    const numbers = (blocks: Block[] = []) => blocks.map(({number}) => number).join()
    if (numbers(before?.blocks) !== numbers(turn.blocks)) {
      wrong.push(`t${turn.number}: ${numbers(before?.blocks)} became ${numbers(turn.blocks)}`)
    }
    if (before?.isUndone !== turn.isUndone) wrong.push(`t${turn.number}: undone or not`)
    for (const block of turn.blocks) {
      const was = before?.blocks.find(({number}) => number === block.number)
      if (!was || (block.type !== 'left-out' && signOf(was, how) !== signOf(block, how))) {
        wrong.push(`t${turn.number}-${block.number}: ${signOf(block, how)}`)
      }
    }
  }
  return wrong
}

function signOf(block: Block, how: 'exactly' | 'by text' | 'loosely'): string {
  const sign = `${block.type} ${block.isUndone}`
  if (block.type === 'tool') return `${sign} ${block.name} ${block.status}`
  if (block.type === 'text' && how !== 'loosely') return `${sign} ${block.text}`
  return block.type === 'notice' ? `${sign} ${block.kind}` : sign
}

function textsOf({turns}: Session, number: number): string[] {
  const turn = turns.find((one) => one.number === number)
  const texts = (turn?.blocks ?? []).flatMap((block) => {
    if (block.type === 'tool') return [block.output ?? '', ...block.diffs.map(({patch}) => patch)]
    return block.type === 'text' || block.type === 'reasoning' ? [block.text] : []
  })
  return [turn?.prompt?.text ?? '', ...texts]
}

function timesIn(session: Session, text: string): number {
  return JSON.stringify(session).split(escaped(text)).length - 1
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function around100(text: string, forbidden: RegExp): string | undefined {
  const at = text.search(forbidden)
  return at < 0 ? undefined : text.slice(Math.max(0, at - 300), at + 50)
}

describe('paths', () => {
  it.each(cases)('of `$name` are told nowhere', ({native}) => {
    const chosen = selected(native, {exclude: ['paths']})
    const names = declaredPaths(native)
      .map((path) => path.split('/').at(-1) ?? '')
      .filter((name) => name.length >= 5 && /^[\w-]+\.[a-z]{1,5}$/.test(name))
    const texts = JSON.stringify([importable(chosen).document, normalise(chosen)])
    const told = names.filter((name) =>
      new RegExp(`(?<!\\w)${name.replaceAll('.', '\\.')}(?!\\w)`).test(texts),
    )
    expect(told).toEqual([])
  })
})

describe('a place', () => {
  const mask = '[redacted:github-token#1]'
  const native: NativeSession = {
    format: 'opencode-1',
    info: {id: 'ses_1', title: mask, directory: '~/shop'},
    messages: [
      {info: {id: 'msg_1', role: 'user'}, parts: [{type: 'text', text: 'One'}]},
      {info: {id: 'msg_2', role: 'user'}, parts: [{type: 'text', text: mask}]},
      {
        info: {id: 'msg_3', role: 'assistant', parentID: 'msg_2'},
        parts: [
          {type: 'reasoning', text: mask},
          {type: 'tool', tool: 'bash', state: {input: {command: mask}, output: `a\nb\n${mask}`}},
        ],
      },
    ],
    todos: [],
    diffs: [],
    children: [],
    remarks: [],
  }
  const thought = ['messages', 2, 'parts', 0, 'text']
  const command = ['messages', 2, 'parts', 1, 'state', 'input', 'command']
  const output = ['messages', 2, 'parts', 1, 'state', 'output']

  it.each<[Partial<Selection>, (string | number)[], boolean]>([
    [{}, thought, false],
    [{exclude: ['reasoning']}, thought, true],
    [{exclude: ['reasoning']}, command, false],
    [{exclude: ['tool-input']}, command, true],
    [{exclude: ['reasoning', 'tool-output']}, output, true],
    [{exclude: ['paths']}, output, false],
    [{toolOutputLines: 2}, output, true],
    [{toolOutputLines: 3}, output, false],
    [{dropTurns: [1]}, output, false],
    [{dropTurns: [2]}, output, true],
    [{dropBlocks: ['t2-0']}, ['messages', 1, 'parts', 0, 'text'], true],
    [{dropBlocks: ['t2-1']}, command, false],
    [{exclude: ['reasoning']}, ['info', 'title'], false],
  ])('%j: %j stays at home: %s', (selection, path, expected) => {
    const {isLeftOut} = select(native, {...everything, ...selection})
    expect(isLeftOut({session: [], path})).toBe(expected)
  })

  it('of a block that there is not is refused', () => {
    for (const name of ['t9-1', 't2-7', 't1', 'x']) {
      expect(() => select(native, {...everything, dropBlocks: [name]})).toThrow(/names no block/)
    }
  })
})
