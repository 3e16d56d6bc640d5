import {mkdir, symlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {checkEncryption, checkReview, checkTarget} from '../../src/config/check-duties.js'
import {readConfiguration} from '../../src/config/configuration.js'
import type {PolicyContext} from '../../src/config/policy.js'
import {targetSchemas} from '../../src/targets/registry.js'
import {makeProject} from './project.js'

const policy = 'etc/sessionpress/policy.json'
const read = (context: PolicyContext) => readConfiguration({...context, targetSchemas})

describe('a policy', () => {
  it('cannot be loosened by a project or a person', async () => {
    const {context, home} = await makeProject({
      [policy]: `{
        // of this machine
        "share": "disabled", "encrypt": true, "review": true, "exclude": ["reasoning"],
      }`,
      'project/sessionpress.json':
        '{"share": "manual", "encrypt": false, "exclude": [], "confirm": false}',
    })
    const file = path.join(home, policy)
    expect(await read(context)).toMatchObject({
      disabledBy: file,
      encrypt: true,
      review: true,
      selection: {exclude: ['reasoning']},
      organisation: {
        disabled: {file, key: 'share'},
        encrypt: {file, key: 'encrypt'},
        review: {file, key: 'review'},
      },
    })
  })

  it('stays when SESSIONPRESS_POLICY names another file, whose demands come on top', async () => {
    const {context, home} = await makeProject({
      [policy]: '{"encrypt": true, "targets": {"allow": ["directory"]}}',
      'mine.json': '{"review": true, "encrypt": false, "targets": {"allow": ["s3"]}}',
    })
    const env = {SESSIONPRESS_POLICY: '../mine.json'}
    const {organisation} = await read({...context, env})
    expect(organisation).toMatchObject({
      encrypt: {file: path.join(home, policy)},
      review: {file: path.join(home, 'mine.json')},
    })
    for (const type of ['directory', 's3']) {
      await expect(checkTarget(organisation, {type, options: {}})).rejects.toMatchObject({
        code: 'POLICY_REFUSED',
      })
    }
  })

  const wrong: [string, string, string][] = [
    ['{"encrypt": true', 'line 1, column 17', ''],
    ['{\n  "encrpyt": true\n}', 'line 2, column 3', '`encrypt`'],
    ['{"share": "auto"}', 'line 1, column 11', ''],
    ['{"targets": {"alow": []}}', 'line 1, column 14', '`allow`'],
    ['{"targets": {}}', 'line 1, column 13', ''],
    ['{"targets": {"allow": [1]}}', 'line 1, column 24', ''],
    ['{"targets": {"allow": [{"path": "/x"}]}}', 'line 1, column 24', ''],
    ['{"targets": {"allow": [{"type": "s3", "buckett": "x"}]}}', 'line 1, column 39', '`bucket`'],
    ['{"redact": {"allow": ["x"]}}', 'line 1, column 13', ''],
    ['{"redact": {"patterns": ["(a+)+b"]}}', 'line 1, column 26', ''],
    ['', 'line 1, column 1', ''],
  ]
  it.each(wrong)('that is broken stops everything: %s', async (text, at, hint) => {
    const {context, home} = await makeProject({[policy]: text})
    await expect(read(context)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining(`\`${path.join(home, policy)}\` ${at}`),
      hint: expect.stringContaining(hint),
    })
  })

  it('that cannot be read or got lost stops everything', async () => {
    const folder = await makeProject()
    await mkdir(path.join(folder.home, policy), {recursive: true})
    await expect(read(folder.context)).rejects.toMatchObject({code: 'CONFIG_INVALID'})

    const link = await makeProject()
    await mkdir(path.dirname(path.join(link.home, policy)), {recursive: true})
    await symlink('nowhere.json', path.join(link.home, policy))
    await expect(read(link.context)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('leads nowhere'),
    })

    const {context} = await makeProject()
    const env = {SESSIONPRESS_POLICY: '/none.json'}
    await expect(read({...context, env})).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringContaining('`SESSIONPRESS_POLICY` names it'),
    })
  })
})

describe('checkTarget', () => {
  async function isAllowed(entry: unknown, type: string, options: Record<string, unknown>) {
    const {context} = await makeProject({[policy]: JSON.stringify({targets: {allow: [entry]}})})
    const {organisation} = await read(context)
    return await checkTarget(organisation, {type, options}).then(
      () => true,
      () => false,
    )
  }

  it('allows by type', async () => {
    expect(await isAllowed('s3', 's3', {bucket: 'any'})).toBe(true)
    expect(await isAllowed('s3', 'directory', {path: '/s3'})).toBe(false)
  })

  it('allows by folder, with those in it', async () => {
    const entry = {type: 'directory', path: '/srv/share'}
    expect(await isAllowed(entry, 'directory', {path: '/srv/share'})).toBe(true)
    expect(await isAllowed(entry, 'directory', {path: '/srv/share/team'})).toBe(true)
    expect(await isAllowed(entry, 'directory', {path: '/srv/shared'})).toBe(false)
    expect(await isAllowed(entry, 'directory', {path: '/srv'})).toBe(false)
  })

  it('follows links before it judges a folder', async () => {
    const {context, home} = await makeProject({
      [policy]: '{"targets": {"allow": [{"type": "directory", "path": "../../approved"}]}}',
      'approved/file': '',
      'elsewhere/file': '',
    })
    const {organisation} = await read(context)
    const at = (folder: string) =>
      checkTarget(organisation, {type: 'directory', options: {path: path.join(home, folder)}})
    await expect(at('approved/new/folder')).resolves.toBeUndefined()
    await symlink(path.join(home, 'elsewhere'), path.join(home, 'approved/link'))
    await expect(at('approved/link')).rejects.toMatchObject({code: 'POLICY_REFUSED'})
    await expect(at('approved/link/new')).rejects.toMatchObject({code: 'POLICY_REFUSED'})
  })

  it('allows by address as an address, not as text', async () => {
    const entry = {type: 'webdav', endpoint: 'https://x.test/dav'}
    const at = (endpoint: string) => isAllowed(entry, 'webdav', {endpoint})
    expect(await at('https://x.test/dav/')).toBe(true)
    expect(await at('https://X.test:443/dav/team')).toBe(true)
    expect(await at('https://x.test/davos')).toBe(false)
    expect(await at('https://x.test/dav/../other')).toBe(false)
    expect(await at('https://x.test.evil.test/dav')).toBe(false)
    expect(await at('http://x.test/dav')).toBe(false)
    expect(await at('no address')).toBe(false)
  })

  it('does not let a target name a server that the policy does not', async () => {
    const entry = {type: 's3', bucket: 'shares', prefix: 'team'}
    expect(await isAllowed(entry, 's3', {bucket: 'shares', prefix: 'team/a'})).toBe(true)
    expect(await isAllowed(entry, 's3', {bucket: 'shares', prefix: 'team/../b'})).toBe(false)
    expect(await isAllowed(entry, 's3', {bucket: 'shares'})).toBe(false)
    expect(await isAllowed(entry, 's3', {bucket: 'other', prefix: 'team'})).toBe(false)
    const endpoint = 'https://evil.test'
    expect(await isAllowed(entry, 's3', {bucket: 'shares', prefix: 'team', endpoint})).toBe(false)
  })

  it('never take a program for the place that is allowed', async () => {
    const url = 'https://shares.example'
    const run = ['node', './anywhere.mjs']
    expect(await isAllowed('command', 'command', {run, url})).toBe(true)
    expect(await isAllowed({type: 'command', url}, 'command', {run, url})).toBe(false)
    const folder = {type: 'directory', path: '/srv/share'}
    expect(await isAllowed(folder, 'directory', {path: '/srv/share/a'})).toBe(true)
    const hook = {publish: run}
    expect(await isAllowed(folder, 'directory', {path: '/srv/share/a', hook})).toBe(false)
  })

  it('names the file, the key, and what is allowed', async () => {
    const {context, home} = await makeProject({
      [policy]: '{"targets": {"allow": ["s3", {"type": "directory", "path": "/srv/share"}]}}',
    })
    const {organisation} = await read(context)
    await expect(
      checkTarget(organisation, {type: 'directory', options: {path: '/x'}}),
    ).rejects.toMatchObject({
      code: 'POLICY_REFUSED',
      message: `Shares may not go there: \`targets.allow\` in \`${path.join(home, policy)}\` does not list this \`directory\` target.`,
      hint: 'Use a target that it allows: `s3` or `directory` with path `/srv/share`.',
    })
  })

  it('allows nothing where the list is empty, and everything where there is none', async () => {
    const none = await makeProject({[policy]: '{"targets": {"allow": []}}'})
    await expect(
      checkTarget((await read(none.context)).organisation, {type: 's3', options: {}}),
    ).rejects.toMatchObject({hint: expect.stringContaining('export')})
    const free = await makeProject({[policy]: '{}'})
    await expect(
      checkTarget((await read(free.context)).organisation, {type: 's3', options: {}}),
    ).resolves.toBeUndefined()
  })
})

const plainHost = {keepsHistory: false}
const hostWithHistory = {keepsHistory: true}

describe('checkEncryption and checkReview', () => {
  it('refuse what a policy demands and is not there', async () => {
    const {context, home} = await makeProject({[policy]: '{"encrypt": true, "review": true}'})
    const {organisation} = await read(context)
    const inFile = `in \`${path.join(home, policy)}\``
    const refusal = (key: string) =>
      expect.objectContaining({
        code: 'POLICY_REFUSED',
        message: expect.stringContaining(`\`${key}\` ${inFile}`),
      })
    expect(() => checkEncryption(organisation, false, plainHost)).toThrow(refusal('encrypt'))
    expect(() => checkReview(organisation, 'ses_one', false)).toThrow(refusal('review'))
    expect(() => checkEncryption(organisation, true, plainHost)).not.toThrow()
    expect(() => checkReview(organisation, 'ses_one', true)).not.toThrow()
  })

  it('demand encryption where history stays, and nowhere else', async () => {
    const {context, home} = await makeProject({
      [policy]: '{"encrypt": "where-history-stays"}',
      'project/sessionpress.json': '{"encrypt": false}',
    })
    const {organisation, encrypt} = await read(context)
    expect(encrypt).toBe('where-history-stays')
    expect(() => checkEncryption(organisation, false, plainHost)).not.toThrow()
    expect(() => checkEncryption(organisation, true, hostWithHistory)).not.toThrow()
    expect(() => checkEncryption(organisation, false, hostWithHistory)).toThrow(
      expect.objectContaining({
        code: 'POLICY_REFUSED',
        message: expect.stringMatching(/where a host keeps what was removed: `encrypt` in/),
      }),
    )
    await writeFile(path.join(home, 'project/sessionpress.json'), '{"encrypt": true}')
    expect(await read(context)).toMatchObject({encrypt: true})
  })

  it('let everything pass where nobody demands it', async () => {
    const {context, cwd} = await makeProject()
    await writeFile(path.join(cwd, 'sessionpress.json'), '{"encrypt": true}')
    const {organisation} = await read(context)
    expect(() => checkEncryption(organisation, false, hostWithHistory)).not.toThrow()
    expect(() => checkReview(organisation, 'ses_one', false)).not.toThrow()
  })
})
