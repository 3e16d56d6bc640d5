import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {loadNative, openSource} from '../../src/sources/registry.js'
import {temporaryFolder} from '../support/case.js'
import {laterTree, oldestTree} from './tree-of.js'
import {exported, failureOf, fixtures, ids, world} from './world.js'

const todos = fs.readJsonSync(path.join(fixtures, 'http/feature.todo.json'))

it.each([
  ['the folder with `storage` in it', laterTree, ''],
  ['the folder `storage` itself', laterTree, 'storage'],
  ['the tree before 0.6', oldestTree, ''],
  ['the tree before 0.6, one project', oldestTree, 'project/home-dev-acme-shop'],
])('reads the same session as the export has: %s', async (_what, lay, below) => {
  const folder = await temporaryFolder()
  lay(folder, [exported('reverted'), exported('feature')])
  const source = path.join(folder, below)
  const native = await loadNative(ids.feature, {source}, world())
  const plain = await loadNative('exports/feature.json', {}, world())
  expect(native.info).toEqual(plain.info)
  expect(native.messages).toEqual(plain.messages)
})

it('brings todos and diffs, trimmed', async () => {
  const folder = await temporaryFolder()
  laterTree(folder, [exported('feature')])
  const text = 'a\nb\nc\nd\ne\nf\n'
  const diff = {file: 'x', before: text, after: `${text}g\n`, additions: 1, deletions: 0}
  fs.outputJsonSync(path.join(folder, `storage/todo/${ids.feature}.json`), todos)
  fs.outputJsonSync(path.join(folder, `storage/session_diff/${ids.feature}.json`), [diff])
  const native = await loadNative(ids.feature, {source: folder}, world())
  expect(native.todos).toEqual(todos)
  expect(native.diffs[0]?.patch).toContain('@@ -4,3 +4,4 @@\n d\n e\n f\n+g\n')
})

it('brings subagents, and lists newest first', async () => {
  const folder = await temporaryFolder()
  const child = exported('reverted')
  child.info.parentID = ids.feature
  laterTree(folder, [exported('feature'), child])
  const native = await loadNative(ids.feature, {source: folder}, world())
  expect(native.children.map(({info}) => info.id)).toEqual([ids.reverted])
  const source = await openSource(folder, world())
  expect((await source.list()).map(({id}) => id)).toEqual([ids.reverted, ids.feature])
})

it('skips files that are damaged, and counts them', async () => {
  const folder = await temporaryFolder()
  const session = exported('feature')
  laterTree(folder, [session])
  const [first] = session.messages
  const part = path.join(folder, `storage/part/${first?.info.id}/${first?.parts[0]?.id}.json`)
  await fs.writeFile(part, '{"id": "prt_')
  const native = await loadNative(ids.feature, {source: folder}, world())
  expect(native.messages).toHaveLength(17)
  expect(native.remarks[0]?.text).toContain('1 piece of')
})

it('counts lists of todos and diffs that are damaged', async () => {
  const folder = await temporaryFolder()
  laterTree(folder, [exported('feature')])
  const storage = path.join(folder, 'storage')
  await fs.outputFile(path.join(storage, `todo/${ids.feature}.json`), '[{"content": "x"')
  await fs.outputJson(path.join(storage, `session_diff/${ids.feature}.json`), {file: 'x'})
  const native = await loadNative(ids.feature, {source: folder}, world())
  expect(native.remarks[0]?.text).toContain('2 pieces of')
})

it('keeps subagents that were made in one moment in the order of their ids', async () => {
  const folder = await temporaryFolder()
  // Names in a folder say nothing of the ids within.
  const children = ['c', 'a', 'b'].map((name, index) => {
    const child = exported('reverted')
    child.info = {...child.info, id: `ses_${name}`, parentID: ids.feature, projectID: `p${index}`}
    return child
  })
  laterTree(folder, [exported('feature'), ...children])
  const native = await loadNative(ids.feature, {source: folder}, world())
  expect(native.children.map(({info}) => info.id)).toEqual(['ses_a', 'ses_b', 'ses_c'])
})

it('does not leave its folder for an id that says so', async () => {
  const folder = await temporaryFolder()
  laterTree(path.join(folder, 'tree'), [])
  const id = '../../../outside'
  await fs.outputJson(path.join(folder, 'tree/storage/session/p/x.json'), {id, title: 'T'})
  await fs.outputJson(path.join(folder, 'outside/msg_1.json'), {id: 'msg_1', role: 'user'})
  const source = await openSource(path.join(folder, 'tree'), world())
  expect((await failureOf(source.load(id))).code).toBe('SESSION_EMPTY')
})

it('refuses a folder that holds no sessions', async () => {
  const error = await failureOf(openSource(await temporaryFolder(), world()))
  expect(error.code).toBe('SESSION_FORMAT_UNKNOWN')
})

it('refuses a session without messages, and one that is not there', async () => {
  const folder = await temporaryFolder()
  laterTree(folder, [exported('empty')])
  const source = await openSource(folder, world())
  const [summary] = await source.list()
  expect((await failureOf(source.load(String(summary?.id)))).code).toBe('SESSION_EMPTY')
  expect((await failureOf(source.load('ses_nope'))).code).toBe('SESSION_NOT_FOUND')
})
