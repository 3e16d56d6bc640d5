import {mkdir, readdir, readFile, readlink, stat, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {readConfiguration} from '../../src/config/configuration.js'
import {addAllow} from '../../src/config/write-allow.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {makeProject} from './project.js'

const person = '.config/sessionpress/config.json'
const id = 'github-token:3f9a1c20'

describe('addAllow', () => {
  it('makes the file and its folder, for the person alone', async () => {
    const {context, home} = await makeProject()
    const file = await addAllow(id, context)
    expect(file).toBe(path.join(home, person))
    expect(await readFile(file, 'utf8')).toBe(
      `{\n  "redact": {\n    "allow": [\n      "${id}"\n    ]\n  }\n}\n`,
    )
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
    expect(await readdir(path.dirname(file))).toEqual(['config.json'])
    expect((await readConfiguration({...context, targetSchemas})).redact.allow).toEqual([id])
  })

  const forms: [string, string, string][] = [
    ['comments', '{\n  // mine\n  "confirm": false // yes\n}\n', '  // mine\n  "confirm": false'],
    [
      'a list with a trailing comma',
      '{\n  "redact": {\n    "allow": [\n      "one", // first\n    ],\n  },\n}\n',
      '"one", // first',
    ],
    [
      'the comments of a list',
      '{"redact": {"allow": [ // mine\n  "one" // first\n]}}',
      '"one" // first',
    ],
    ['an empty list', '{"redact": {"allow": []}}', '"allow": ['],
    ['tabs', '{\n\t"redact": {\n\t\t"words": ["abc"]\n\t}\n}\n', '\t\t"allow": ['],
    ['Windows line ends', '{\r\n  "confirm": true\r\n}\r\n', '\r\n  "redact": {\r\n'],
    ['a byte order mark', '\uFEFF{"confirm": true}', '"confirm": true'],
  ]
  it.each(forms)('keeps %s', async (_, text, kept) => {
    const {context, home} = await makeProject({[person]: text})
    await addAllow(id, context)
    await addAllow('jwt:00c0ffee', context)
    const written = await readFile(path.join(home, person), 'utf8')
    expect(written).toContain(kept)
    const {redact} = await readConfiguration({...context, targetSchemas})
    expect(redact.allow).toEqual(expect.arrayContaining([id, 'jwt:00c0ffee']))
  })

  it('writes nothing twice', async () => {
    const {context} = await makeProject()
    const file = await addAllow(id, context)
    const before = await stat(file)
    await addAllow(id, context)
    expect((await stat(file)).ino).toBe(before.ino)
  })

  it('keeps a link and the rights of the file', async () => {
    const {context, home} = await makeProject({'dotfiles/sessionpress.json': '{}'})
    const file = path.join(home, person)
    await mkdir(path.dirname(file), {recursive: true})
    await symlink('../../dotfiles/sessionpress.json', file)
    await addAllow(id, context)
    expect(await readlink(file)).toBe('../../dotfiles/sessionpress.json')
    const real = path.join(home, 'dotfiles/sessionpress.json')
    expect(await readFile(real, 'utf8')).toContain(id)
    expect((await stat(real)).mode & 0o777).toBe(0o644)
  })

  it('changes no file that is broken', async () => {
    const {context, home} = await makeProject({[person]: '{"redact": {'})
    await expect(addAllow(id, context)).rejects.toMatchObject({code: 'CONFIG_INVALID'})
    expect(await readFile(path.join(home, person), 'utf8')).toBe('{"redact": {')
  })

  it('says what to add by hand where it cannot write', async () => {
    const {context, home} = await makeProject()
    await writeFile(path.join(home, '.config'), 'a file')
    await expect(addAllow(id, context)).rejects.toMatchObject({
      code: 'CONFIG_UNWRITABLE',
      hint: expect.stringContaining(id),
    })
  })
})
