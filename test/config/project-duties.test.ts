import {execFileSync} from 'node:child_process'
import {symlink} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {readConfiguration} from '../../src/config/configuration.js'
import {readProjectDuties, tighten} from '../../src/config/project-duties.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {makeProject} from './project.js'

async function readTight(files: Record<string, string>, ...folders: string[]) {
  const {context, home} = await makeProject({'other/.git/x': '', ...files})
  const configuration = await readConfiguration({...context, targetSchemas})
  const there = folders.map((folder) => path.join(home, folder))
  return {home, ...tighten(configuration, await readProjectDuties(there, context))}
}

describe('the duties of the project that a session is from', () => {
  it('come on top of those of the project that it is shared from', async () => {
    const {home, redact, ...tight} = await readTight(
      {
        'project/sessionpress.json':
          '{"exclude": ["cost"], "toolOutputLines": 9, "fromTurn": 2, "confirm": false, "redact": {"words": ["Phoenix"], "emails": false}}',
        'other/sessionpress.json':
          '{"exclude": ["reasoning"], "toolOutputLines": 4, "fromTurn": 1, "toTurn": 8, "dropTurn": [5], "confirm": true, "linkPreview": false, "encrypt": true, "share": "disabled", "redact": {"patterns": ["ACME-\\\\d+"], "words": ["Osprey"], "hosts": true}}',
      },
      'other/deep',
    )
    expect(tight).toMatchObject({
      selection: {
        exclude: ['cost', 'reasoning'],
        toolOutputLines: 4,
        fromTurn: 2,
        toTurn: 8,
        dropTurns: [5],
      },
      confirm: true,
      linkPreview: false,
      encrypt: true,
      disabledBy: path.join(home, 'other/sessionpress.json'),
    })
    expect(redact).toMatchObject({words: ['Phoenix', 'Osprey'], emails: true, hosts: true})
    expect(redact.patterns.map(({pattern}) => pattern)).toEqual([/ACME-\d+/gu])
  })

  it('never loosen what is demanded here', async () => {
    const {disabledBy, encrypt, home, redact, confirm} = await readTight(
      {
        'project/sessionpress.json': '{"share": "disabled", "encrypt": true}',
        'other/sessionpress.json':
          '{"share": "manual", "encrypt": false, "confirm": false, "redact": {"emails": false}}',
      },
      'other',
    )
    expect(disabledBy).toBe(path.join(home, 'project/sessionpress.json'))
    expect({encrypt, confirm, emails: redact.emails}).toEqual({
      encrypt: true,
      confirm: true,
      emails: true,
    })
  })

  it('leave allowed only what both projects allow, and what the person allows', async () => {
    const files = {
      'project/sessionpress.json': '{"redact": {"allow": ["both", "here"]}}',
      'other/sessionpress.json': '{"redact": {"allow": ["both", "there"]}}',
      '.config/sessionpress/config.json': '{"redact": {"allow": ["mine"]}}',
    }
    expect((await readTight(files, 'other')).redact.allow).toEqual(['both', 'mine'])
    expect((await readTight(files, 'project/deep')).redact.allow).toEqual(['both', 'here', 'mine'])
  })

  it('are none for folders without a file, of this project, or of another machine', async () => {
    const here = '{"toolOutputLines": 3, "redact": {"allow": ["here"], "emails": false}}'
    const files = {'project/sessionpress.json': here}
    const {redact, selection} = await readTight(files, 'other', 'gone/away', 'project')
    expect(redact).toMatchObject({allow: ['here'], emails: false})
    expect(selection).toEqual({exclude: [], toolOutputLines: 3, dropTurns: []})
    const {context} = await makeProject(files)
    expect((await readProjectDuties(['relative', 'C:\\work'], context)).redact).toEqual([])
  })

  it('come from every project that the session worked in', async () => {
    const {redact} = await readTight(
      {
        'other/sessionpress.json': '{"redact": {"words": ["Osprey"]}}',
        'third/sessionpress.json': '{"redact": {"words": ["Heron"]}}',
      },
      'other',
      'third',
      'other/deep',
    )
    expect(redact.words).toEqual(['Osprey', 'Heron'])
  })

  it('stop everything where the file is broken', async () => {
    await expect(
      readTight({'other/sessionpress.json': '{"redact": {"words": ["x"]}}'}, 'other'),
    ).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('line 1, column 23'),
    })
  })

  it.skipIf(process.platform === 'win32')(
    'do not wait for a pipe, nor read a device without an end',
    async () => {
      const {home, context} = await makeProject({'pipe/.git/x': '', 'device/.git/x': ''})
      execFileSync('mkfifo', [path.join(home, 'pipe/sessionpress.json')])
      await symlink('/dev/zero', path.join(home, 'device/sessionpress.json'))
      for (const folder of ['pipe', 'device']) {
        await expect(readProjectDuties([path.join(home, folder)], context)).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('it is no regular file'),
        })
      }
    },
  )

  it.skipIf(process.platform === 'win32')('are not asked of a name on the network', async () => {
    const {home, context} = await makeProject({
      'other/.git/x': '',
      'other/sessionpress.json': '{"encrypt": true}',
    })
    const folder = path.join(home, 'other')
    expect((await readProjectDuties([folder], context)).encrypt).toBeDefined()
    expect((await readProjectDuties([`/${folder}`], context)).encrypt).toBeUndefined()
  })
})
