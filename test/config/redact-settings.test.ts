import {describe, expect, it} from 'vitest'
import {allowance} from '../../src/config/allowance.js'
import {readConfiguration} from '../../src/config/configuration.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {makeProject} from './project.js'

const project = 'project/sessionpress.json'
const person = '.config/sessionpress/config.json'
const policy = 'etc/sessionpress/policy.json'

async function read(files: Record<string, string>) {
  const {context} = await makeProject(files)
  return (await readConfiguration({...context, targetSchemas})).redact
}

describe('redact', () => {
  it('unites the lists of all files', async () => {
    const {patterns, words, allow} = await read({
      [project]:
        '{"redact": {"patterns": ["ACME-\\\\d+"], "words": ["Phoenix", "Osprey"], "allow": ["one"]}}',
      [person]:
        '{"redact": {"patterns": [{"name": "case number", "pattern": "C-\\\\d{6}"}], "words": ["Phoenix"], "allow": ["two"]}}',
      [policy]: '{"redact": {"patterns": ["K-\\\\d+"], "words": ["Heron"]}}',
    })
    expect(patterns).toEqual([
      {name: 'pattern 1 of sessionpress.json', pattern: /ACME-\d+/gu, isRequired: false},
      {name: 'case number', pattern: /C-\d{6}/gu, isRequired: false},
      {name: 'pattern 1 of policy.json', pattern: /K-\d+/gu, isRequired: true},
    ])
    expect(words).toEqual(['Phoenix', 'Osprey', 'Heron'])
    expect(allow).toEqual(['one', 'two'])
  })

  it('leaves e-mail addresses only where nobody contradicts, and masks hosts where anybody asks', async () => {
    const no = '{"redact": {"emails": false, "hosts": false}}'
    const yes = '{"redact": {"emails": true, "hosts": true}}'
    expect(await read({})).toMatchObject({emails: true, hosts: false})
    expect(await read({[project]: no})).toMatchObject({emails: false, hosts: false})
    expect(await read({[project]: no, [person]: yes})).toMatchObject({emails: true, hosts: true})
    expect(await read({[project]: no, [policy]: yes})).toMatchObject({
      emails: true,
      hosts: true,
      required: {emails: true, hosts: true},
    })
  })
})

describe('allowance', () => {
  it('lets a finding stay by its id or its value', async () => {
    const isAllowed = allowance(
      await read({[project]: '{"redact": {"allow": ["github-token:3f9a1c20", "demo@shop.test"]}}'}),
      ['jwt:00c0ffee'],
    )
    expect(isAllowed('anything', 'github-token', 'github-token:3f9a1c20')).toBe(true)
    expect(isAllowed('demo@shop.test', 'email', 'email:1')).toBe(true)
    expect(isAllowed('anything', 'jwt', 'jwt:00c0ffee')).toBe(true)
    expect(isAllowed('other@shop.test', 'email', 'email:2')).toBe(false)
  })

  it('lets nothing stay that the policy wants masked, whichever rule found it', async () => {
    const isAllowed = allowance(
      await read({
        [policy]:
          '{"redact": {"patterns": ["K-\\\\d+"], "words": ["Heron"], "emails": true, "hosts": true}}',
        [project]: '{"redact": {"allow": ["K-17", "x K-17", "project heron", "a@b.test", "fine"]}}',
      }),
      ['10.0.0.1', 'build.corp'],
    )
    for (const value of ['K-17', 'x K-17', 'project heron']) {
      expect(isAllowed(value, 'own-pattern', 'own-pattern:1')).toBe(false)
      expect(isAllowed(value, 'named-secret', 'named-secret:1')).toBe(false)
    }
    expect(isAllowed('a@b.test', 'email', 'email:1')).toBe(false)
    expect(isAllowed('10.0.0.1', 'private-address', 'private-address:1')).toBe(false)
    expect(isAllowed('build.corp', 'internal-host', 'internal-host:1')).toBe(false)
    expect(isAllowed('fine', 'named-secret', 'named-secret:2')).toBe(true)
    // The same expression is tried again and again.
    expect(isAllowed('K-17', 'own-pattern', 'own-pattern:1')).toBe(false)
  })
})
