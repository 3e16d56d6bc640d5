import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import {loadNative, openSource} from '../../src/sources/registry.js'
import type {SourceContext} from '../../src/sources/types.js'
import {temporaryFolder} from '../support/case.js'
import {laterTree} from './tree-of.js'
import {copyOfStore, exported, failureOf, fixtures, ids, world} from './world.js'

const store = path.join(fixtures, 'opencode.db')

describe('a session', () => {
  it.each([
    ['its id', ids.feature],
    ['the start of its id', 'ses_dfd2e8'],
    ['the start of its id without `ses_`', 'dfd2e8'],
  ])('is found by %s', async (_what, session) => {
    const native = await loadNative(session, {source: await copyOfStore()}, world())
    expect(native.info.id).toBe(ids.feature)
  })

  it('is not chosen among several', async () => {
    const error = await failureOf(loadNative('ses_dfd2', {source: await copyOfStore()}, world()))
    expect(error.code).toBe('SESSION_AMBIGUOUS')
    expect(error.message).toMatch(/^7 sessions begin with `ses_dfd2`: .* and|2 more/)
  })

  it('that is not there is answered with the nearest', async () => {
    const typo = ids.feature.replace('e80e', 'e8Oe')
    const error = await failureOf(loadNative(typo, {source: await copyOfStore()}, world()))
    expect(error.code).toBe('SESSION_NOT_FOUND')
    expect(error.message).toMatch(
      new RegExp(`no session \`${typo}\`. The nearest are \`${ids.feature}\``),
    )
  })

  it('that looks like a file is answered so', async () => {
    const error = await failureOf(loadNative('feature.jsn', {source: await copyOfStore()}, world()))
    expect(error.message).toContain('no file of that name')
  })

  it('may be in a folder of the same name as the start of an id', async () => {
    const cwd = await temporaryFolder()
    await fs.ensureDir(path.join(cwd, 'dfd2e8'))
    const native = await loadNative('dfd2e8', {source: await copyOfStore()}, world({cwd}))
    expect(native.info.id).toBe(ids.feature)
  })
})

describe('no session, or `latest`', () => {
  it('means the newest of the project that is no subagent’s', async () => {
    const {cwd, source} = await project()
    for (const session of [undefined, 'latest']) {
      const native = await loadNative(session, {source}, world({cwd}))
      expect(native.info.title).toBe('newest root')
    }
  })

  it('means the same from a folder below the project’s root', async () => {
    const {cwd, source} = await project()
    const below = path.join(cwd, 'src', 'deep')
    await fs.ensureDir(below)
    const native = await loadNative(undefined, {source}, world({cwd: below}))
    expect(native.info.title).toBe('newest root')
  })

  it('is an error in another project', async () => {
    const {source} = await project()
    const cwd = await temporaryFolder()
    const error = await failureOf(loadNative(undefined, {source}, world({cwd})))
    expect(error.code).toBe('SESSION_NOT_FOUND')
    expect(error.message).toContain(cwd)
  })

  it('is the newest of all with `latest` and a source that was named', async () => {
    const cwd = await temporaryFolder()
    const native = await loadNative('latest', {source: await copyOfStore()}, world({cwd}))
    expect(native.info).not.toHaveProperty('parentID')
  })
})

describe('OpenCode’s own store', () => {
  it.each<[string, string, (folder: string) => Partial<SourceContext>]>([
    ['the home folder', '.local/share/opencode/opencode.db', (home) => ({home})],
    ['XDG_DATA_HOME', 'opencode/opencode.db', (folder) => ({env: {XDG_DATA_HOME: folder}})],
    ['OPENCODE_DB', 'x/my.db', (folder) => ({env: {OPENCODE_DB: path.join(folder, 'x/my.db')}})],
    [
      'OPENCODE_DB below the data folder',
      'opencode/my.db',
      (folder) => ({env: {XDG_DATA_HOME: folder, OPENCODE_DB: 'my.db'}}),
    ],
    ['a channel', 'opencode/opencode-dev.db', (folder) => ({env: {XDG_DATA_HOME: folder}})],
  ])('is found through %s', async (_what, place, surroundings) => {
    const folder = await temporaryFolder()
    await fs.copy(store, path.join(folder, place))
    const context = world({cwd: folder, ...surroundings(folder)})
    expect((await loadNative(ids.feature, {}, context)).messages).toHaveLength(17)
    const source = await openSource(undefined, context)
    expect(source.location).toBe(path.join(folder, place))
    await source.close()
  })

  it('leaves channels aside where that is said', async () => {
    const folder = await temporaryFolder()
    await fs.copy(store, path.join(folder, 'opencode/opencode-dev.db'))
    const env = {XDG_DATA_HOME: folder, OPENCODE_DISABLE_CHANNEL_DB: '1'}
    const error = await failureOf(loadNative(ids.feature, {}, world({env})))
    expect(error.code).toBe('SOURCE_NOT_FOUND')
  })

  it('is a legacy tree where there is no database', async () => {
    const folder = await temporaryFolder()
    laterTree(path.join(folder, 'opencode'), [exported('feature')])
    const context = world({env: {XDG_DATA_HOME: folder}})
    expect((await loadNative(ids.feature, {}, context)).messages).toHaveLength(17)
    expect((await openSource(undefined, context)).type).toBe('opencode-tree')
  })

  it('is searched further where the database does not have a session', async () => {
    const folder = await temporaryFolder()
    const session = exported('gpt-apply-patch')
    await fs.copy(store, path.join(folder, 'opencode/opencode.db'))
    laterTree(path.join(folder, 'opencode'), [session])
    const context = world({env: {XDG_DATA_HOME: folder}})
    const native = await loadNative(String(session.info.id), {}, context)
    expect(native.messages).toHaveLength(session.messages.length)
  })

  it('is not hidden by another one that cannot be read', async () => {
    const folder = await temporaryFolder()
    const data = path.join(folder, 'opencode')
    await fs.copy(store, path.join(data, 'opencode.db'))
    await fs.outputFile(path.join(data, 'opencode-dev.db'), '')
    await fs.symlink('nowhere', path.join(data, 'opencode-gone.db'))
    const warnings: string[] = []
    const onWarning = (message: string) => warnings.push(message)
    const context = world({env: {XDG_DATA_HOME: folder}, onWarning})
    expect((await loadNative(ids.feature, {}, context)).messages).toHaveLength(17)
    expect((await failureOf(loadNative('ses_nope', {}, context))).code).toBe('SESSION_NOT_FOUND')
    expect(warnings[0]).toContain('opencode-dev.db')
  })

  it('is an error when its main part cannot be read', async () => {
    const folder = await temporaryFolder()
    await fs.outputFile(path.join(folder, 'opencode/opencode.db'), '')
    laterTree(path.join(folder, 'opencode'), [exported('feature')])
    const context = world({env: {XDG_DATA_HOME: folder}})
    expect((await failureOf(openSource(undefined, context))).code).toBe('SESSION_FORMAT_UNKNOWN')
  })

  it('is all that there is, as one: the newest, the ambiguous, the list', async () => {
    const {cwd, source} = await project()
    const folder = await temporaryFolder()
    const data = path.join(folder, 'opencode')
    await fs.copy(source, path.join(data, 'opencode.db'))
    const newer = exported('gpt-apply-patch')
    newer.info = {
      ...newer.info,
      directory: cwd,
      title: 'in the tree',
      time: {created: 1, updated: 9},
    }
    laterTree(data, [newer])
    const context = world({cwd, env: {XDG_DATA_HOME: folder}})
    expect((await loadNative('latest', {}, context)).info.title).toBe('in the tree')
    const error = await failureOf(loadNative('ses_dfd2', {}, context))
    expect(error.message).toMatch(/^8 sessions begin with/)
    const own = await openSource(undefined, context)
    const summaries = await own.list()
    expect(summaries).toHaveLength(8)
    expect(summaries.map(({id}) => id)).toContain(newer.info.id)
    expect((await own.load(String(newer.info.id))).info.title).toBe('in the tree')
    await own.close()
  })

  it('takes a session that is in two places from the one that is written to', async () => {
    const folder = await temporaryFolder()
    const data = path.join(folder, 'opencode')
    await fs.copy(store, path.join(data, 'opencode.db'))
    const stale = exported('feature')
    stale.info = {
      ...stale.info,
      title: 'stale',
      time: {created: 1, updated: Number.MAX_SAFE_INTEGER},
    }
    laterTree(data, [stale])
    const native = await loadNative(ids.feature, {}, world({env: {XDG_DATA_HOME: folder}}))
    expect(native.info.title).toBe(exported('feature').info.title)
  })

  it.each<[string, Partial<SourceContext>]>([
    ['there is none', {home: '/nowhere'}],
    ['there is no home', {}],
    ['it is kept in memory', {env: {OPENCODE_DB: ':memory:'}}],
  ])('is an error where %s', async (_what, surroundings) => {
    const error = await failureOf(loadNative(undefined, {}, world(surroundings)))
    expect(error.code).toBe('SOURCE_NOT_FOUND')
  })
})

it('says that a source is not there', async () => {
  const error = await failureOf(openSource('./nope.db', world()))
  expect(error.code).toBe('SOURCE_NOT_FOUND')
  expect((await failureOf(openSource('http://[', world()))).code).toBe('SOURCE_NOT_FOUND')
})

it('takes an export for a source of one session', async () => {
  const source = await openSource('exports/feature.json', world())
  expect((await source.list()).map(({id}) => id)).toEqual([ids.feature])
  expect((await failureOf(source.load(ids.reverted))).code).toBe('SESSION_NOT_FOUND')
})

/** A git repository, and a store with three sessions of it: an old one, the newest, and a newer subagent's. */
async function project(): Promise<{cwd: string; source: string}> {
  const cwd = await temporaryFolder()
  await fs.ensureDir(path.join(cwd, '.git'))
  const source = path.join(await temporaryFolder(), 'store.db')
  await fs.copy(store, source)
  const database = new Database(source)
  const change = database.prepare(
    'UPDATE session SET directory = ?, title = ?, time_updated = ?, parent_id = ? WHERE id = ?',
  )
  change.run(cwd, 'old', 1, null, ids.reverted)
  change.run(path.join(cwd, 'packages'), 'newest root', 2, null, ids.feature)
  change.run(cwd, 'child', 3, ids.feature, ids.subagents)
  database.close()
  return {cwd, source}
}
