import {describe, expect, it} from 'vitest'
import {redact} from '../../src/redact/redact.js'
import {sampleOf} from '../../src/redact/sample.js'
import type {JsonObject} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'
import {isStructure} from '../../src/sources/opencode/structure.js'
import {redactMessage, redactText} from './redact-text.js'

const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'
const other = 'ghp_Other0Token1Only2For3Tests4Fake0Toke'
const places = {projects: ['/home/dev/acme-shop'], home: '/home/dev'}

describe('details', () => {
  it('tell what, how sure, where and how often', () => {
    const {details, findings} = redactMessage({
      text: `${token} and ${token}`,
      list: ['/home/dev/x', {[other]: other}],
    })
    expect(details).toEqual([
      {
        ...{id: 'github-token:1', rule: 'github-token', number: 1, count: 2},
        ...{what: 'GitHub token', confidence: 'sure', sample: 'ghp_…en'},
        places: [{session: [], path: ['messages', 0, 'text']}],
      },
      {
        ...{id: 'github-token:2', rule: 'github-token', number: 2, count: 2},
        ...{what: 'GitHub token', confidence: 'sure', sample: 'ghp_…ke'},
        // The name of a field is masked in the place as well.
        places: [
          {session: [], path: ['messages', 0, 'list', 1]},
          {session: [], path: ['messages', 0, 'list', 1, '[redacted:github-token#2]']},
        ],
      },
      {
        ...{id: 'home-directory:0', rule: 'home-directory', number: 0, count: 1},
        ...{what: 'home folder', confidence: 'sure', sample: ''},
        places: [{session: [], path: ['messages', 0, 'list', 0]}],
      },
    ])
    expect(findings.map(({rule, count}) => `${rule} ${count}`)).toEqual([
      'github-token 2',
      'github-token 2',
      'home-directory 1',
    ])
  })

  it('name values by their fingerprints, and the same ones across subagents by one number', () => {
    const child = native([{text: `${other} ${token}`}])
    const {details, native: masked} = redact(
      {...native([{text: token}, {text: token}]), children: [child]},
      {...places, isStructure, fingerprint: (value) => `f${value.length}${value[4]}`},
    )
    expect(masked.children[0]?.messages[0]?.text).toBe(
      '[redacted:github-token#2] [redacted:github-token#1]',
    )
    expect(details.map(({id, number, count}) => ({id, number, count}))).toEqual([
      {id: 'github-token:f40F', number: 1, count: 3},
      {id: 'github-token:f40O', number: 2, count: 1},
    ])
    expect(details[0]?.places).toEqual([
      {session: [], path: ['messages', 0, 'text']},
      {session: [], path: ['messages', 1, 'text']},
      {session: [0], path: ['messages', 0, 'text']},
    ])
  })

  it('have twenty places at most, and count on', () => {
    const {details} = redactMessage({list: Array.from({length: 30}, () => token)})
    expect(details[0]?.places.length).toBe(20)
    expect(details[0]?.count).toBe(30)
  })

  it('hold no value, not even in a place', () => {
    const {details} = redactMessage({[token]: {password: 'hunter2longer', [`${other}x`]: [token]}})
    expect(JSON.stringify(details)).not.toMatch(/Fake0|Other0|hunter2/)
  })

  it('give one number to a value that is escaped and one that is not', () => {
    const secret = 'p/q+Fake0Only1For2Tests=='
    expect(
      redactText(
        [`password=${secret}`, JSON.stringify({password: secret}).replace('/', '\\/')].join('\n'),
      ),
    ).toBe('password=[redacted:secret-assignment#1]\n{"password":"[redacted:secret-assignment#1]"}')
  })
})

describe('what is allowed', () => {
  const isAllowed = (_value: string, rule: string, id: string) =>
    rule === 'github-token' && id === 'github-token:1'

  it('stays, is no finding, and is told as allowed', () => {
    const {message, findings, details} = redactMessage(
      {a: token, b: `see ${token} ${other}`},
      'opencode-1',
      {isAllowed},
    )
    expect(message).toEqual({a: token, b: `see ${token} [redacted:github-token#2]`})
    expect(findings).toEqual([{rule: 'github-token', number: 2, count: 1}])
    expect(details.map(({id, isAllowed: allowed, count}) => ({id, allowed, count}))).toEqual([
      {id: 'github-token:1', allowed: true, count: 2},
      {id: 'github-token:2', allowed: undefined, count: 1},
    ])
  })

  it('may be an address or a word, but nothing that a policy wants masked', () => {
    const options = {isAllowed: () => true, words: ['Initech']}
    expect(redactText('ann@initrode.com of Initech', options)).toBe('ann@initrode.com of Initech')
    const required = {words: ['initech'], emails: true, hosts: true}
    expect(redactText('ann@initrode.com of Initech', {...options, required})).toBe(
      '[redacted:email#1] of [redacted:own-word#1]',
    )
    const pattern = {name: 'ticket', pattern: /TICK-\d+/, isRequired: true}
    expect(redactText('see TICK-12', {...options, patterns: [pattern]})).toBe(
      'see [redacted:own-pattern#1]',
    )
  })
})

describe('a sample', () => {
  it.each([
    ['', ''],
    ['a', 'under 8 characters'],
    ['hunter2', 'under 8 characters'],
    ['hunter2long', '8 to 11 characters'],
    ['hunter2longer', 'hu…r'],
    [token, 'ghp_…en'],
    ['dev@initech.com', 'd…@…'],
    ['a\u001b[2Jb c\nd efghijklmnopqrstuvwxyz', 'a·[2…yz'],
    ['😀😀😀😀😀😀😀😀😀😀😀😀', '😀😀…😀'],
  ])('of `%s` is `%s`', (value, sample) => {
    expect(sampleOf(value)).toBe(sample)
  })
})

function native(messages: JsonObject[]): NativeSession {
  return {
    ...{format: 'opencode-1', info: {}, messages, todos: [], diffs: []},
    ...{children: [], remarks: []},
  }
}
