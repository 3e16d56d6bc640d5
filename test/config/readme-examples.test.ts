import {readFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {describe, expect, it} from 'vitest'
import {readConfiguration} from '../../src/config/configuration.js'
import {excludable} from '../../src/session/selection.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {root} from '../support/case.js'
import {makeProject} from './project.js'

const readme = await readFile(path.join(root, 'README.md'), 'utf8')

/** The example that begins with a comment that names its file. */
function example(file: string): string {
  const blocks = [...readme.matchAll(/^```jsonc\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '')
  return blocks.find((block) => block.startsWith(`// ${file}\n`)) ?? ''
}

const read = async (files: Record<string, string>) => {
  const {context} = await makeProject(files)
  return readConfiguration({...context, targetSchemas})
}

describe('the README', () => {
  it('shows a configuration that is right', async () => {
    const configuration = await read({'project/sessionpress.json': example('sessionpress.json')})
    expect(configuration).toMatchObject({
      target: 'site',
      selection: {exclude: ['reasoning', 'cost'], toolOutputLines: 200},
      redact: {words: ['Project Phoenix'], allow: ['10.0.0.1'], hosts: true},
    })
    expect(configuration.redact.patterns[1]).toMatchObject({name: 'customer'})
  })

  it('shows a policy that is right', async () => {
    const text = example('/etc/sessionpress/policy.json')
    const {organisation, redact} = await read({'etc/sessionpress/policy.json': text})
    expect(organisation.targets[0]?.allow).toEqual([
      {type: 'ssh', place: {}},
      {type: 'directory', place: {path: '/srv/share'}},
      {type: 's3', place: {bucket: 'acme-shares', prefix: 'sessions'}},
    ])
    expect(redact.patterns).toMatchObject([{isRequired: true}])
  })

  it('names every kind that can stay at home', () => {
    const row = /^\| `exclude` \| list, `\[\]` \| kinds that stay at home: (.*) \|$/m.exec(readme)
    const named = [...(row?.[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, kind]) => kind)
    expect(v.parse(v.array(v.picklist(excludable)), named)).toEqual([...excludable])
  })

  it('names every key', async () => {
    const error = await read({'project/sessionpress.json': '{"somethingElse": 1}'}).catch(
      (error: unknown) => error,
    )
    const {hint} = error as {hint: string}
    const keys = [...hint.matchAll(/`([^`]+)`/g)].map(([, key]) => key ?? '')
    expect(keys.length).toBeGreaterThan(10)
    for (const key of keys) {
      expect(readme, key).toMatch(new RegExp(`^\\| .*\`${key}(?:\`|\\.[a-z<])`, 'm'))
    }
  })
})
