import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {readConfiguration} from '../../src/config/configuration.js'
import {noOrganisation} from '../../src/config/organisation.js'
import type {PolicyContext} from '../../src/config/policy.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {makeProject} from './project.js'

const read = (context: PolicyContext) => readConfiguration({...context, targetSchemas})

describe('readConfiguration', () => {
  it('has defaults without any file', async () => {
    const {context} = await makeProject()
    expect(await read(context)).toEqual({
      target: undefined,
      targets: new Map(),
      confirm: true,
      disabledBy: undefined,
      style: undefined,
      linkPreview: true,
      selection: {exclude: [], dropTurns: []},
      redact: {
        patterns: [],
        words: [],
        allow: [],
        emails: true,
        hosts: false,
        required: {words: [], emails: false, hosts: false},
      },
      encrypt: false,
      review: false,
      organisation: noOrganisation,
    })
  })

  it('has the style of the nearest file, by its path from there', async () => {
    const {context, home, cwd} = await makeProject({
      'project/deep/file': '',
      '.config/sessionpress/config.json': '{"style": "~/my.css", "linkPreview": false}',
    })
    const deep = {...context, cwd: path.join(cwd, 'deep')}
    expect(await read(deep)).toMatchObject({style: path.join(home, 'my.css'), linkPreview: false})
    await writeFile(
      path.join(cwd, 'sessionpress.json'),
      '{"style": "look/house.css", "linkPreview": true}',
    )
    expect(await read(deep)).toMatchObject({
      style: path.join(cwd, 'look/house.css'),
      linkPreview: true,
    })
  })

  it('reads JSONC with comments, trailing commas and a byte order mark', async () => {
    const {context, cwd} = await makeProject({
      'project/sessionpress.json':
        '\uFEFF{\n  // where\n  "target": "web",\n  "targets": {"web": {"type": "directory", "path": "./public", "url": "https://x.org/s",},},\n}',
    })
    const configuration = await read(context)
    expect(configuration.target).toBe('web')
    expect(configuration.targets.get('web')).toEqual({
      name: 'web',
      type: 'directory',
      options: {path: path.join(cwd, 'public'), url: 'https://x.org/s'},
    })
  })

  it('puts the project before the person, name by name', async () => {
    const {context, home, cwd} = await makeProject({
      'project/sessionpress.json':
        '{"targets": {"a": {"type": "directory", "path": "a"}}, "confirm": false, "target": "b"}',
      '.config/sessionpress/config.json':
        '{"targets": {"a": {"type": "directory", "path": "/x"}, "b": {"type": "directory", "path": "~/b"}}, "confirm": true, "share": "auto", "target": "a"}',
    })
    const configuration = await read(context)
    expect(configuration).toMatchObject({target: 'b', confirm: false, disabledBy: undefined})
    expect(configuration.targets.get('a')?.options).toEqual({path: path.join(cwd, 'a')})
    expect(configuration.targets.get('b')?.options).toEqual({path: path.join(home, 'b')})
  })

  it('leaves the path of a host as it is written', async () => {
    const {context} = await makeProject({
      'project/sessionpress.json':
        '{"targets": {"a": {"type": "ssh", "host": "web", "path": "public", "url": "https://x.org"}}}',
    })
    expect((await read(context)).targets.get('a')?.options).toEqual({
      host: 'web',
      path: 'public',
      url: 'https://x.org',
    })
  })

  it('follows XDG_CONFIG_HOME, unless it is relative', async () => {
    const {context, home} = await makeProject({
      'x/sessionpress/config.json': '{"share": "disabled"}',
      '.config/sessionpress/config.json': '{"confirm": false}',
    })
    const at = (folder: string) => read({...context, env: {XDG_CONFIG_HOME: folder}})
    expect(await at(path.join(home, 'x'))).toMatchObject({
      disabledBy: path.join(home, 'x/sessionpress/config.json'),
      confirm: true,
    })
    expect(await at('x')).toMatchObject({disabledBy: undefined, confirm: false})
  })

  it('takes the nearest file upwards and stops at the git root', async () => {
    const {context, cwd} = await makeProject({
      'sessionpress.json': '{"share": "disabled"}',
      'project/deep/er/file': '',
      'project/sessionpress.json': '{"confirm": false}',
    })
    const from = (folder: string) => read({...context, cwd: path.join(cwd, folder)})
    expect(await from('deep/er')).toMatchObject({confirm: false, disabledBy: undefined})
    await mkdir(path.join(cwd, 'deep', '.git'))
    expect(await from('deep/er')).toMatchObject({confirm: true, disabledBy: undefined})
  })

  it('stops at the home folder, and looks only here where neither is on the way', async () => {
    const {context, home} = await makeProject({
      'sessionpress.json': '{"confirm": false}',
      'plain/deep/file': '',
    })
    const cwd = path.join(home, 'plain/deep')
    expect(await read({...context, cwd})).toMatchObject({confirm: false})
    expect(await read({...context, cwd, home: path.join(cwd, 'file')})).toMatchObject({
      confirm: true,
    })
    expect(await read({...context, cwd, home: undefined})).toMatchObject({confirm: true})
  })

  it('lets any file disable sharing', async () => {
    const {context, home} = await makeProject({
      'project/sessionpress.json': '{"share": "auto"}',
      '.config/sessionpress/config.json': '{"share": "disabled"}',
    })
    expect(await read(context)).toMatchObject({
      disabledBy: path.join(home, '.config/sessionpress/config.json'),
    })
  })

  it('unites what stays at home, and takes numbers from the project', async () => {
    const {context} = await makeProject({
      'project/sessionpress.json':
        '{"exclude": ["cost", "images"], "toolOutputLines": 40, "dropTurn": [3], "encrypt": false}',
      '.config/sessionpress/config.json':
        '{"exclude": ["cost", "reasoning"], "toolOutputLines": 5, "fromTurn": 2, "toTurn": 9, "dropTurn": [4, 3], "encrypt": true}',
    })
    const {selection, encrypt} = await read(context)
    expect(selection).toEqual({
      exclude: ['cost', 'images', 'reasoning'],
      toolOutputLines: 40,
      fromTurn: 2,
      toTurn: 9,
      dropTurns: [3, 4],
    })
    expect(encrypt).toBe(true)
  })

  const folder = '"type": "directory", "path": "p"'
  const wrong: [string, string, string, string][] = [
    ['{"targt": "x"}', '1, column 2', '`targt` is no known key', '`target`'],
    ['{\n  "confirm": true,\n  "shared": "auto"\n}', '3, column 3', '`shared`', '`share`'],
    ['{"Target": "x"}', '1, column 2', '`Target`', '`target`'],
    ['{"somethingElse": 1}', '1, column 2', '`somethingElse`', 'Use one of `target`, `targets`'],
    ['{"confirm": "no"}', '1, column 13', '`confirm` must be `true` or `false`', ''],
    ['{"style": ""}', '1, column 11', '`style` must not be empty', ''],
    ['{"linkPreview": "no"}', '1, column 17', '`linkPreview` must be `true`', ''],
    ['{"linkPreveiw": false}', '1, column 2', '`linkPreveiw`', '`linkPreview`'],
    ['{"exclude": "cost"}', '1, column 13', '`exclude` must be a list', ''],
    ['{"exclude": ["cots"]}', '1, column 14', '`exclude.0` must be one of', ''],
    ['{"toolOutputLines": 0}', '1, column 21', '`toolOutputLines` must be at least 1', ''],
    ['{"toolOutputLines": 1.5}', '1, column 21', 'must be a whole number', ''],
    ['{"fromTurn": "1"}', '1, column 14', '`fromTurn` must be a number', ''],
    ['{"toTurn": 0}', '1, column 12', '`toTurn` must be at least 1', ''],
    ['{"fromTurn": 3, "toTurn": 2}', '1, column 27', '`toTurn` is before `fromTurn`', ''],
    ['{"dropTurn": [2, 0]}', '1, column 18', '`dropTurn.1` must be at least 1', ''],
    ['{"dropTurns": [2]}', '1, column 2', '`dropTurns`', '`dropTurn`'],
    ['{"encrypt": 1}', '1, column 13', '`encrypt` must be one of (boolean', ''],
    ['{"review": true}', '1, column 2', '`review` is no known key', ''],
    ['{"redact": []}', '1, column 12', '`redact`', ''],
    ['{"redact": {"word": ["abc"]}}', '1, column 13', '`redact.word`', '`words`'],
    ['{"redact": {"words": ["ab"]}}', '1, column 23', '`redact.words.0` must have', ''],
    ['{"redact": {"words": "abc"}}', '1, column 22', '`redact.words` must be a list', ''],
    ['{"redact": {"allow": [""]}}', '1, column 23', '`redact.allow.0` must not be empty', ''],
    ['{"redact": {"emails": 1}}', '1, column 23', '`redact.emails` must be `true`', ''],
    ['{"redact": {"patterns": [1]}}', '1, column 26', 'must be an expression', ''],
    ['{"redact": {"patterns": ["a", "b("]}}', '1, column 31', 'no regular expression', ''],
    ['{"redact": {"patterns": ["\\\\e"]}}', '1, column 26', 'invalid escape', ''],
    ['{"redact": {"patterns": ["(a+)+b"]}}', '1, column 26', 'take for ever', '(?:[a-z]+-)+'],
    [
      '{"redact": {"patterns": [{"name": "x"}]}}',
      '1, column 26',
      '`redact.patterns.0.pattern`',
      '',
    ],
    [
      '{"redact": {"patterns": [{"nmae": "x"}]}}',
      '1, column 27',
      '`redact.patterns.0.nmae`',
      '`name`',
    ],
    [
      `{"redact": {"patterns": ["${'a'.repeat(1001)}"]}}`,
      '1, column 26',
      'longer than 1000 characters',
      '',
    ],
    ['{"target": 1}', '1, column 12', '`target` must be a string', ''],
    ['{"share": "never"}', '1, column 11', '`share` must be one of', ''],
    ['{"targets": []}', '1, column 13', '`targets`', ''],
    ['{"targets": {"a": 1}}', '1, column 19', '`targets.a.type` is missing', '"directory"'],
    [
      '{"targets": {"a": {"path": "p"}}}',
      '1, column 19',
      '`targets.a.type` is missing',
      '"directory"',
    ],
    ['{"targets": {"a": {"type": "directry"}}}', '1, column 28', 'no known type', '"directory"'],
    [
      '{"targets": {"a": {"type": "directory"}}}',
      '1, column 19',
      '`targets.a.path` is missing',
      '',
    ],
    [
      '{"targets": {"a": {"type": "directory", "path": ""}}}',
      '1, column 49',
      'must not be empty',
      '',
    ],
    [`{"targets": {"a": {${folder}, "ulr": "x"}}}`, '1, column 54', '`targets.a.ulr`', '`url`'],
    [`{"targets": {"a": {${folder}, "url": "x.org"}}}`, '1, column 61', '`http://`', ''],
    [`{"targets": {"a": {${folder}, "url": "http://x/?a"}}}`, '1, column 61', '`http://`', ''],
    [`{"targets": {"a": {${folder}, "hook": 1}}}`, '1, column 62', 'must be an object', ''],
    [
      `{"targets": {"a": {${folder}, "hook": {"publsh": ["x"]}}}}`,
      '1, column 73',
      '`targets.a.hook.publsh` is no known key',
      '',
    ],
    // A host that is never told of a removal goes on serving what was removed.
    [
      `{"targets": {"a": {${folder}, "hook": {"publish": ["x"]}}}}`,
      '1, column 62',
      'needs `remove`',
      '',
    ],
    [
      '{"targets": {"a": {"type": "command", "url": "http://x", "run": "x y"}}}',
      '1, column 65',
      'must be a list',
      '',
    ],
    [
      '{"targets": {"a": {"type": "command", "url": "http://x", "run": []}}}',
      '1, column 65',
      'must not be empty',
      '',
    ],
    [
      '{"targets": {"a": {"type": "command", "url": "http://x", "run": ["", "x"]}}}',
      '1, column 65',
      'its first word must name a program',
      '',
    ],
    [
      '{"targets": {"a": {"type": "command", "url": "http://x", "run": ["x", "\\u0000"]}}}',
      '1, column 71',
      'NUL',
      '',
    ],
    [
      '{"targets": {"a": {"type": "webdav", "url": "http://x", "endpoint": "http://u:not-a-secret@x"}}}',
      '1, column 69',
      'credentials come from the environment',
      '',
    ],
    [
      '{"targets": {"a": {"type": "webdav", "url": "http://x", "endpoint": "http://:not-a-secret@x"}}}',
      '1, column 69',
      'credentials come from the environment',
      '',
    ],
    [
      '{"targets": {"a": {"type": "directory", "path": "x", "url": "http://u:not-a-secret@x"}}}',
      '1, column 61',
      'credentials come from the environment',
      '',
    ],
    [
      '{"targets": {"a": {"type": "ssh", "host": "x", "path": "x", "url": "http://["}}}',
      '1, column 68',
      'cannot be read as an address',
      '',
    ],
    [`{"targets": {"web": {${folder}}}, "target": "wbe"}`, '1, column 68', '`wbe`', '`web`'],
    ['{"target": "web"}', '1, column 12', 'not configured', '`targets.web`'],
    ['{"confirm": true, "confirm": false}', '1, column 19', '`confirm` is there twice', ''],
    ['{"confirm": tru}', '1, column 13', 'no valid JSON, invalid symbol', ''],
    ['{"confirm": true', '1, column 17', 'no valid JSON, close brace expected', ''],
    ['', '1, column 1', 'no valid JSON', ''],
    ['[]', '1, column 1', 'the file must be an object', ''],
  ]

  it.each(wrong)('says what is wrong with %s', async (text, at, why, hint) => {
    for (const file of ['project/sessionpress.json', '.config/sessionpress/config.json']) {
      const {context, home} = await makeProject({[file]: text})
      const error = await read(context).catch((error: unknown) => error)
      expect(error).toMatchObject({code: 'CONFIG_INVALID'})
      const {message, hint: said} = error as {message: string; hint: string}
      expect(message).toContain(`\`${path.join(home, file)}\` line ${at}: `)
      expect(message).toContain(why)
      expect(said).toContain(hint)
    }
  })

  it('fails on a file that cannot be read', async () => {
    const {context, cwd} = await makeProject()
    await mkdir(path.join(cwd, 'sessionpress.json'))
    await expect(read(context)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('EISDIR'),
    })
  })

  it('needs a home folder only where it is used', async () => {
    const {context} = await makeProject({
      'project/sessionpress.json': '{"targets": {"a": {"type": "directory", "path": "~/x"}}}',
    })
    await expect(read({...context, home: undefined})).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('home folder'),
    })
  })
})
