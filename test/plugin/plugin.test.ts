import {execFileSync} from 'node:child_process'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {share} from '../../src/actions/share.js'
import {unshare} from '../../src/actions/unshare.js'
import {openLedger} from '../../src/ledger/ledger.js'
import type {ActiveRecord} from '../../src/ledger/record.js'
import {fake} from '../../src/redact/fake.js'
import {ids} from '../sources/world.js'
import {auto, deleted, idle, makePluginWorld} from './plugin-world.js'

describe('with `"share": "auto"`', () => {
  it('shares a session that rests, and leaves it as it is while nothing changes', async () => {
    const {configure, agree, play, shares, page, toasts, asked} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature))
    const [shared, ...others] = await shares()
    expect(others).toEqual([])
    expect(shared).toMatchObject({sessionID: ids.feature, state: 'live', target: 'site'})
    expect(await page()).toContain('percentage discounts')
    expect(toasts).toEqual([`Shared: ${shared?.shareURL}`])
    expect(asked.length).toBeGreaterThan(0)

    await play(idle(ids.feature), idle(ids.feature))
    expect(await shares()).toEqual([shared])
  })

  it('shares subagents on the page of their root, and never by themselves', async () => {
    const {configure, agree, play, shares, page, client} = await makePluginWorld()
    await configure(auto)
    await agree()
    const {data} = await client.session.children({path: {id: ids.subagents}})
    const children = data as {id: string}[]
    await play(...children.map(({id}) => idle(id)))
    expect(await shares()).toEqual([])
    await play(idle(ids.subagents))
    expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.subagents])
    expect(children.length).toBeGreaterThan(0)
    expect(await page()).toContain('@explore subagent')
  })

  it('shares nothing while a session is answered', async () => {
    const {configure, agree, play, shares} = await makePluginWorld()
    await configure(auto)
    await agree()
    const sessionID = ids.feature
    await play(
      {type: 'session.status', properties: {sessionID, status: {type: 'busy'}}},
      {type: 'session.updated', properties: {info: {id: sessionID, title: 'New'}}},
    )
    expect(await shares()).toEqual([])
  })

  it('follows what is taken back while the session rests', async () => {
    const {configure, agree, play, shares} = await makePluginWorld()
    await configure(auto)
    await agree()
    const revert = {messageID: 'msg_1'}
    await play({type: 'session.updated', properties: {info: {id: ids.reverted, revert}}})
    expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.reverted])
  })

  it('waits at its end for a publication that takes long', async () => {
    const {configure, agree, play, cwd, shares} = await makePluginWorld()
    const mark = path.join(cwd, 'done')
    const hook = {publish: ['sh', '-c', `sleep 2; touch ${mark}`], remove: ['true']}
    await configure({...auto, targets: {site: {...auto.targets.site, hook}}})
    await agree()
    await play(idle(ids.feature))
    expect(await fs.pathExists(mark)).toBe(true)
    expect((await shares()).map(({state}) => state)).toEqual(['live'])
  })

  it('leaves alone what `serve` keeps', async () => {
    const {configure, agree, play, shares, state, log} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature))
    const ledger = openLedger(state)
    const [record] = (await ledger.list()).records as ActiveRecord[]
    if (!record) throw new Error('nothing was shared')
    await ledger.write({...record, keptBy: 'serve', title: 'as it was'})
    await play(idle(ids.feature))
    expect((await shares()).map(({title}) => title)).toEqual(['as it was'])
    expect(await log()).toContain('left alone: kept by serve')
  })

  it('shows no more of a session than its person wanted when they shared it by hand', async () => {
    const {configure, agree, play, surroundings, state, page} = await makePluginWorld()
    await configure(auto)
    await agree()
    const file = path.resolve('fixtures/sessions/feature/input.json')
    const chosen = {title: 'In short', exclude: ['diffs'], toTurn: 1} as const
    await share(file, {surroundings, yes: true, ...chosen})
    await play(idle(ids.feature))
    expect(await page()).toContain('In short')
    expect(await page()).not.toContain('id="t2"')
    const [record] = (await openLedger(state).list()).records as ActiveRecord[]
    expect(record?.choice).toEqual(chosen)

    await share(file, {surroundings, yes: true})
    await play(idle(ids.feature))
    expect(await page()).toContain('id="t2"')
  })

  it('does not bring back what a person took down, until they share it', async () => {
    const {configure, agree, play, shares, surroundings} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature))
    await unshare([ids.feature], {surroundings})
    await play(idle(ids.feature))
    expect(await shares()).toEqual([])
  })

  it.each([
    ['OpenCode', 'opencode.json', {share: 'disabled'}],
    ['the person', '../.config/sessionpress/config.json', {share: 'disabled'}],
    ['a policy', '../etc/sessionpress/policy.json', {share: 'disabled'}],
    ['a policy of targets', '../etc/sessionpress/policy.json', {targets: {allow: ['ssh']}}],
  ])('publishes nothing that %s refuses, and says so in the log', async (_who, file, said) => {
    const {configure, agree, play, publicFolder, cwd, log} = await makePluginWorld()
    await configure(auto)
    await agree()
    await fs.outputJson(path.join(cwd, file), said)
    await play(idle(ids.feature))
    expect(await fs.readdir(publicFolder)).toEqual([])
    expect(await log()).toMatch(/SHARE_DISABLED|POLICY_REFUSED/)
  })
})

it('publishes nothing that the gate refuses, and tells of the review once', async () => {
  const {configure, agree, play, publicFolder, cwd, log, toasts} = await makePluginWorld()
  const token = `ghp_${fake('alphanumeric', 36)}`
  await fs.writeFile(path.join(cwd, 'style.css'), `/* ${token} */`)
  await configure({...auto, style: './style.css'})
  await agree()
  await play(idle(ids.feature))
  expect(await fs.readdir(publicFolder)).toEqual([])
  expect(await log()).toContain('GATE_REFUSED')
  expect(await log()).not.toContain(token)
  expect(toasts.join()).toContain(`sessionpress review ${ids.feature}`)
})

describe('a file that nobody agreed to', () => {
  it('publishes nothing and runs nothing, and says how to agree', async () => {
    const {configure, agree, play, publicFolder, cwd, log, toasts} = await makePluginWorld()
    const mark = path.join(cwd, 'ran')
    const hook = {publish: ['touch', mark], remove: ['touch', mark]}
    await configure({...auto, confirm: false, targets: {site: {...auto.targets.site, hook}}})
    await play(idle(ids.feature))
    expect(await fs.readdir(publicFolder)).toEqual([])
    expect(await fs.pathExists(mark)).toBe(false)
    expect(await log()).toContain('REVIEW_NEEDED')
    expect(toasts.join()).toContain('sessionpress init opencode')

    await agree()
    await play(idle(ids.feature))
    expect(await fs.pathExists(mark)).toBe(true)
  })

  it('is another one once it is changed', async () => {
    const {configure, agree, play, cwd, log, shares} = await makePluginWorld()
    await configure(auto)
    await agree()
    await configure({...auto, targets: {site: {type: 'directory', path: './elsewhere'}}})
    await play(idle(ids.feature))
    expect(await shares()).toEqual([])
    expect(await fs.pathExists(path.join(cwd, 'elsewhere'))).toBe(false)
    expect(await log()).toContain('REVIEW_NEEDED')
  })

  it('is agreed to by a share on command, which says so', async () => {
    const {configure, play, shares, surroundings, client} = await makePluginWorld()
    await configure(auto)
    const file = path.resolve('fixtures/sessions/plan-mode/input.json')
    const warnings: string[] = []
    const onWarning = (warning: string) => void warnings.push(warning)
    await share(file, {surroundings, yes: true, dryRun: true, onWarning})
    expect(warnings.join()).not.toContain('From now on')
    await share(file, {surroundings, yes: true, onWarning})
    expect(warnings.join()).toContain('From now on')
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(2)
    expect(client.tui.showToast).toHaveBeenCalledOnce()
  })

  it('has no say where the own configuration shares by itself, and stops it where it names a place', async () => {
    const {configure, configureOwn, play, shares, publicFolder, log} = await makePluginWorld()
    await configureOwn({...auto, targets: {site: {type: 'directory', path: publicFolder}}})
    await configure({share: 'auto', exclude: ['reasoning']})
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(1)

    await configure({targets: {site: {type: 'directory', path: './stolen'}}})
    await play(idle(ids.reverted))
    expect(await shares()).toHaveLength(1)
    expect(await log()).toContain('REVIEW_NEEDED')
  })
})

describe('a deleted session', () => {
  it('takes its page with it, and no other', async () => {
    const {configure, agree, play, shares, cwd} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature), idle(ids.reverted))
    expect(await shares()).toHaveLength(2)
    await play(deleted(ids.feature, cwd))
    expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.reverted])
  })

  it('leaves its page where `keepDeleted` says so', async () => {
    const {configure, agree, play, shares, cwd} = await makePluginWorld()
    await configure({...auto, keepDeleted: true})
    await agree()
    await play(idle(ids.feature), deleted(ids.feature, cwd))
    await play(idle(ids.reverted))
    await play(deleted(ids.reverted, cwd))
    expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.reverted])
  })

  it('takes its page with it where a file keeps pages that nobody has agreed to', async () => {
    const {configure, agree, play, shares, cwd} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(1)
    await configure({...auto, keepDeleted: true})
    await play(deleted(ids.feature, cwd))
    expect(await shares()).toEqual([])
  })
})

describe('what a project says of deleted sessions', () => {
  it('keeps no page that the person wants gone', async () => {
    const {configure, configureOwn, agree, play, shares, cwd} = await makePluginWorld()
    await configureOwn({keepDeleted: false})
    await configure({...auto, keepDeleted: true})
    await agree()
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(1)
    await play(deleted(ids.feature, cwd))
    expect(await shares()).toEqual([])
  })

  it('is agreed to first where it keeps pages', async () => {
    const {configure, configureOwn, play, shares, log, publicFolder} = await makePluginWorld()
    await configureOwn({...auto, targets: {site: {type: 'directory', path: publicFolder}}})
    await configure({keepDeleted: true})
    await play(idle(ids.feature))
    expect(await shares()).toEqual([])
    expect(await log()).toContain('REVIEW_NEEDED')
    await configure({keepDeleted: false})
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(1)
  })
})

describe('in the client', () => {
  it('writes nothing to its log that moves a cursor', async () => {
    const {configure, play, log} = await makePluginWorld()
    const name = 'a\u001b[2Jb\u202e\u0007'
    await configure({share: 'auto', target: name, targets: {[name]: auto.targets.site}})
    await play(idle(ids.feature))
    expect(await log()).toContain('REVIEW_NEEDED')
    expect(await log()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })

  it('ends although its log is a pipe that nobody reads', async () => {
    const {configure, agree, play, shares, state} = await makePluginWorld()
    await configure(auto)
    await agree()
    execFileSync('mkfifo', [path.join(state, 'plugin.log')])
    await play(idle(ids.feature))
    expect(await shares()).toHaveLength(1)
  })

  it('throws nothing at it, whatever happens', async () => {
    const {configure, agree, start, client, log} = await makePluginWorld()
    await configure(auto)
    await agree()
    client.session.get = () => Promise.reject(new Error('quotes the session: hunter2'))
    const hooks = start()
    await hooks.event({event: idle(ids.feature)})
    await hooks.event({event: {type: 'session.deleted'}})
    await hooks.event({event: {type: 'session.idle', properties: null}})
    await hooks.dispose()
    expect(await log()).toContain('BUG: Error')
    expect(await log()).not.toContain('hunter2')
  })

  it('keeps a log for its owner alone, of bounded size, without a word of the session', async () => {
    const {configure, agree, play, state, log, shares} = await makePluginWorld()
    await configure(auto)
    await agree()
    await play(idle(ids.feature))
    const file = path.join(state, 'plugin.log')
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600)
    const [{title, shareURL} = {}] = await shares()
    expect(await log()).toContain('shared as s_')
    for (const word of [title, shareURL, 'discount']) expect(await log()).not.toContain(word)

    await fs.appendFile(file, 'x'.repeat(300_000))
    await play(idle(ids.feature))
    await play(idle(ids.feature))
    expect((await fs.stat(file)).size).toBeLessThan(10_000)
    expect(await fs.readdir(state)).toContain('plugin.log.old')
  })

  it("warns of OpenCode's own automatic sharing", async () => {
    const {cwd, play, log, toasts} = await makePluginWorld()
    await fs.writeJson(path.join(cwd, 'opencode.json'), {share: 'auto'})
    await play()
    expect(await log()).toContain("uploads every session to its vendor's server")
    expect(toasts).toHaveLength(1)
  })
})

describe('commands', () => {
  const command = (name: string) => ({command: name, sessionID: ids.feature, arguments: ''})
  const ours = async (cwd: string, name: string) => ({
    parts: [
      {
        type: 'text',
        text: await fs.readFile(path.join(cwd, `.opencode/command/${name}.md`), 'utf8'),
      },
    ],
  })

  it('publish, list and take down, each with an answer and without a turn of the model', async () => {
    const {configure, agree, start, shares, toasts, cwd} = await makePluginWorld()
    await configure({...auto, share: 'manual'})
    await agree()
    const hook = start()['command.execute.before']
    const run = async (input: {command: string; sessionID: string; arguments: string}) =>
      await hook(input, input.command === 'init' ? {parts: []} : await ours(cwd, input.command))
    await expect(run(command('publish'))).rejects.toThrow('sessionpress: Published: file:')
    const [shared] = await shares()
    await expect(run(command('shares'))).rejects.toThrow(shared?.shareURL ?? 'none')
    await expect(run(command('unpublish'))).rejects.toThrow('Taken down')
    expect(await shares()).toEqual([])
    await expect(run(command('unpublish'))).rejects.toThrow('not published')
    expect(toasts).toHaveLength(4)
    await expect(run(command('init'))).resolves.toBeUndefined()
  })

  it('publish nothing for a file that nobody agreed to', async () => {
    const {configure, agree, start, shares, cwd} = await makePluginWorld()
    await agree()
    await configure(auto)
    const run = start()['command.execute.before']
    const asked = run(command('publish'), await ours(cwd, 'publish'))
    await expect(asked).rejects.toThrow('nobody has agreed')
    expect(await shares()).toEqual([])
  })

  it("leave alone a command of the person's own that has the same name", async () => {
    const {configure, agree, start, shares} = await makePluginWorld()
    await configure({...auto, share: 'manual'})
    await agree()
    const run = start()['command.execute.before']
    for (const parts of [[{type: 'text', text: 'Run `npm publish`.'}], [], undefined]) {
      await expect(run(command('publish'), {parts})).resolves.toBeUndefined()
    }
    expect(await shares()).toEqual([])
  })

  it('have a tool beside them that asks before it publishes', async () => {
    const {configure, agree, start, shares} = await makePluginWorld()
    await configure({...auto, share: 'manual'})
    await agree()
    const tool = start().tool.share_page
    const refuse = {sessionID: ids.feature, ask: () => Promise.reject(new Error('rejected'))}
    await expect(tool?.execute({}, refuse)).rejects.toThrow('rejected')
    expect(await shares()).toEqual([])
    const allow = {sessionID: ids.feature, ask: async () => {}}
    expect(await tool?.execute({}, allow)).toBe(`Published: ${(await shares())[0]?.shareURL}`)
  })

  it.each([
    [undefined, {share_page: 'ask'}],
    ['allow', {'*': 'allow', share_page: 'ask'}],
    [{'*': 'allow'}, {'*': 'allow', share_page: 'ask'}],
    [{share_page: 'allow'}, {share_page: 'allow'}],
    [
      {share_page: 'deny', '*': 'allow'},
      {share_page: 'deny', '*': 'allow'},
    ],
  ])('have the client ask the person, whose rules of it count: %j', async (permission, wanted) => {
    const {start} = await makePluginWorld()
    const config = permission === undefined ? {} : {permission}
    await start().config(config)
    expect(config).toEqual({permission: wanted})
  })

  it('do not tell the model the key of an encrypted page', async () => {
    const {configure, agree, start, toasts} = await makePluginWorld()
    await configure({...auto, share: 'manual', encrypt: true})
    await agree()
    const context = {sessionID: ids.feature, ask: async () => {}}
    const answer = await start().tool.share_page?.execute({}, context)
    expect(answer).toContain('encrypted')
    expect(answer).not.toContain('#')
    expect(toasts.join()).toContain('#')
  })
})
