import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {afterAll, describe, expect, it, onTestFinished} from 'vitest'
import {doctor} from '../../src/index.js'
import {createHolder} from '../../src/ledger/holder.js'
import {folderTexts} from '../targets/folder-texts.js'
import {createWorld, session, type World} from './run-command.js'
import {hasTerminal, runOnTerminal} from './run-on-terminal.js'

const another = `s_${'0123456789abcdefghjkmnpqrs'}`

/** A machine that has shared, kept to be copied: publishing takes its time. */
let kept: {root: string; shareID: string; sessionID: string} | undefined
const keptAt = path.join(os.tmpdir(), `doctor-${process.pid}`)
afterAll(() => fs.remove(keptAt))

/** A machine that shares one session to `./public`, which is configured as `site`. */
async function createSharing() {
  const world = await createWorld()
  const root = path.dirname(world.home)
  kept ??= await share(world, root)
  await fs.copy(keptAt, root)
  const {shareID, sessionID} = kept
  const state = path.join(world.home, '.local/state/sessionpress')
  const record = path.join(state, 'shares', `${shareID}.json`)
  const text = await fs.readFile(record, 'utf8')
  await fs.writeFile(record, text.replaceAll(kept.root, root))
  const served = path.join(world.project, 'public')
  const change = async (changes: object) =>
    fs.writeJson(record, {...(await fs.readJson(record)), ...changes})
  return {...world, state, served, record, shareID, sessionID, change}
}

async function share({project, run}: World, root: string) {
  const targets = {site: {type: 'directory', path: './public'}}
  await fs.writeJson(path.join(project, 'sessionpress.json'), {targets})
  const {stdout} = await run('share', session, '--yes', '--json')
  await fs.copy(root, keptAt)
  const {shareID, sessionID}: {shareID: string; sessionID: string} = JSON.parse(stdout)
  return {root, shareID, sessionID}
}

async function diagnose({run}: Pick<World, 'run'>, ...options: string[]) {
  const {status, stdout, stderr} = await run('doctor', '--json', ...options)
  expect(stderr).toBe('')
  return {status, ...JSON.parse(stdout)}
}

describe('doctor', () => {
  it('finds nothing where all is well, and says nothing', async () => {
    const world = await createSharing()
    expect(await diagnose(world)).toEqual({status: 0, problems: [], notes: []})
    expect(await world.run('doctor')).toMatchObject({status: 0, stdout: '', stderr: ''})
    const fresh = await createWorld()
    expect(await diagnose(fresh)).toEqual({status: 0, problems: [], notes: []})
    expect(await fs.readdir(fresh.home)).toEqual([])
  })

  it('finishes a publication and a removal that were cut short, only with `--fix`', async () => {
    const world = await createSharing()
    await world.change({state: 'publishing'})
    const before = await folderTexts(world.home)
    const found = await diagnose(world)
    expect(found).toMatchObject({
      status: 1,
      problems: [
        {
          kind: 'publication',
          hint: 'Run `sessionpress doctor --fix`.',
          target: 'site',
          shareID: world.shareID,
          fixed: false,
        },
      ],
    })
    expect(await folderTexts(world.home)).toEqual(before)
    const mended = await diagnose(world, '--fix')
    expect(mended).toMatchObject({
      status: 0,
      problems: [{kind: 'publication', fixed: true, hint: null}],
    })
    expect(await fs.readJson(world.record)).toMatchObject({state: 'live'})

    await world.change({state: 'removing'})
    expect(await diagnose(world)).toMatchObject({status: 1, problems: [{kind: 'removal'}]})
    const words = await world.run('doctor', '--fix')
    expect(words.stdout).toMatch(/^fixed {4}The removal of ".+" from `site` .+ It is gone now\.\n$/)
    expect(words.status).toBe(0)
    expect(await fs.readdir(world.served)).toEqual([])
    expect(await fs.readJson(world.record)).toMatchObject({state: 'removed'})
  })

  it('removes leftovers, and the share that a new link replaced', async () => {
    const world = await createSharing()
    const leftover = path.join(world.served, world.shareID, 'page-0123456789abcdef.html')
    await fs.writeFile(leftover, 'old')
    await world.change({
      leftovers: [{path: path.basename(leftover), size: 3, sha256: '0'.repeat(64)}],
    })
    expect(await diagnose(world)).toMatchObject({status: 1, problems: [{kind: 'leftovers'}]})
    expect(await diagnose(world, '--fix')).toMatchObject({status: 0, problems: [{fixed: true}]})
    expect(await fs.pathExists(leftover)).toBe(false)
    expect(await fs.pathExists(path.join(world.served, world.shareID, 'index.html'))).toBe(true)

    const {stdout} = await world.run('share', session, '--yes', '--json', '--new-link')
    const {shareID} = JSON.parse(stdout)
    const record = path.join(path.dirname(world.record), `${shareID}.json`)
    await fs.writeJson(record, {...(await fs.readJson(record)), replaces: world.shareID})
    expect(await diagnose(world)).toMatchObject({status: 1, problems: [{kind: 'replaced'}]})
    expect(await diagnose(world, '--fix')).toMatchObject({status: 0, problems: [{fixed: true}]})
    expect(await diagnose(world)).toMatchObject({status: 0, problems: []})
  })

  it('takes back a first publication that is neither whole nor gone', async () => {
    const world = await createSharing()
    await world.change({state: 'publishing'})
    await fs.remove(path.join(world.served, world.shareID, 'session.md'))
    await fs.outputFile(path.join(world.served, 'notes/mine.txt'), 'theirs')
    const {status, problems} = await diagnose(world, '--fix')
    expect(problems).toMatchObject([{kind: 'publication', fixed: true}])
    expect(problems[0].message).toContain('Nothing of it is online')
    expect(status).toBe(0)
    expect(await fs.readdir(world.served)).toEqual(['notes'])
    expect(await fs.pathExists(world.record)).toBe(false)
  })

  it('says what to do about an update that mixed two versions', async () => {
    const world = await createSharing()
    const {receipt, title, findings, updatedAt} = await fs.readJson(world.record)
    const previous = {receipt, title, findings, updatedAt}
    await world.change({state: 'publishing', previous})
    await fs.writeFile(path.join(world.served, world.shareID, 'session.md'), 'neither')
    const {status, problems} = await diagnose(world, '--fix')
    expect(problems).toMatchObject([{kind: 'publication', fixed: false}])
    expect(problems[0].hint).toContain(`sessionpress share ${world.sessionID} --to site`)
    expect(status).toBe(1)
  })

  it('keeps a removal open while its address still answers with the page', async () => {
    const world = await createSharing()
    const server = createServer((_, answer) => {
      answer.end('<!doctype html><meta name="generator" content="sessionpress">')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const {port} = server.address() as AddressInfo // It listens on a port, and on no pipe.
    const {receipt} = await fs.readJson(world.record)
    const url = `http://127.0.0.1:${port}/${world.shareID}/`
    await world.change({state: 'removing', receipt: {...receipt, url}})
    const {status, problems} = await diagnose(world, '--fix')
    expect(problems).toMatchObject([{kind: 'removal', fixed: false}])
    expect(problems[0].message).toContain(url)
    expect(problems[0].hint).toContain(`sessionpress unshare ${world.shareID} --wait`)
    expect(status).toBe(1)
    expect(await fs.readJson(world.record)).toMatchObject({state: 'removing'})
  })

  it('leaves alone what another process is at', async () => {
    const world = await createSharing()
    await world.change({state: 'removing'})
    const holder = await holdLock(world)
    expect(await diagnose(world, '--fix')).toMatchObject({
      status: 0,
      problems: [],
      notes: [`Another sessionpress is at \`${world.shareID}\` just now.`],
    })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    const found = await diagnose(world)
    expect(found.problems.map(({kind}: {kind: string}) => kind)).toEqual(['removal', 'lock'])
    expect(await diagnose(world, '--fix')).toMatchObject({status: 0})
    expect(await fs.readdir(path.join(world.state, 'locks'))).toEqual([])
  })

  it('may run twice at once', async () => {
    const world = await createSharing()
    await world.change({state: 'removing'})
    const both = await Promise.all([diagnose(world, '--fix'), diagnose(world, '--fix')])
    for (const {status, problems} of both) {
      expect(status, JSON.stringify(problems)).toBe(0)
    }
    expect(await fs.readdir(world.served)).toEqual([])
    expect(await diagnose(world)).toMatchObject({status: 0, problems: []})
  })

  it('names damaged records, a changed log and a damaged key, and leaves them', async () => {
    const world = await createSharing()
    await fs.writeFile(world.record, '{"version": 1, "shareID"')
    await fs.appendFile(path.join(world.state, 'audit.jsonl'), '{}\n')
    await fs.writeFile(path.join(world.state, 'key'), 'short', {mode: 0o600})
    await fs.chmod(path.join(world.state, 'key'), 0o600)
    const before = await folderTexts(world.state)
    const {status, problems} = await diagnose(world, '--fix', '--orphans')
    expect(problems).toMatchObject([
      {kind: 'key', fixed: false},
      // Its share lies at the target, and is no orphan.
      {kind: 'record', shareID: world.shareID, fixed: false},
      {kind: 'audit', fixed: false},
    ])
    expect(status).toBe(1)
    expect(await folderTexts(world.state)).toEqual(before)
    expect(await fs.readdir(world.served)).toEqual([world.shareID])
  })

  it('takes away the rights of others', async () => {
    const world = await createSharing()
    await fs.chmod(world.record, 0o644)
    await fs.chmod(world.state, 0o755)
    expect(await diagnose(world)).toMatchObject({
      status: 1,
      problems: [{kind: 'rights'}, {kind: 'rights'}],
    })
    expect(await diagnose(world, '--fix')).toMatchObject({status: 0})
    expect((await fs.stat(world.record)).mode & 0o777).toBe(0o600)
    expect((await fs.stat(world.state)).mode & 0o777).toBe(0o700)
  })

  it('clears drafts that killed runs left', async () => {
    const world = await createSharing()
    const shares = path.dirname(world.record)
    const drafts = [
      path.join(shares, `.${world.shareID}.json.partial`),
      path.join(shares, `.${another}.json.partial`),
      path.join(world.state, 'key.0123456789abcdef.partial'),
    ]
    await fs.copy(world.record, drafts[0] ?? '')
    for (const draft of drafts.slice(1)) await fs.writeFile(draft, '')
    const hourAgo = Date.now() / 1000 - 3600
    await fs.utimes(drafts[2] ?? '', hourAgo, hourAgo)
    const found = await diagnose(world)
    expect(found.problems).toMatchObject([{kind: 'partial'}, {kind: 'partial'}, {kind: 'partial'}])
    expect(await diagnose(world, '--fix')).toMatchObject({status: 0})
    for (const draft of drafts) expect(await fs.pathExists(draft)).toBe(false)
  })

  it('tells of orphans, and removes them only when that is said', async () => {
    const world = await createSharing()
    await plantOrphan(world)
    await fs.outputFile(path.join(world.served, 'notes/mine.txt'), 'theirs')
    const problem = {kind: 'orphan', target: 'site', shareID: another, fixed: false}
    const {status, problems} = await diagnose(world)
    expect(problems).toMatchObject([problem])
    expect(problems[0].message).toContain('another machine or person')
    expect(status).toBe(1)
    expect(await diagnose(world, '--fix')).toMatchObject({status: 1, problems: [problem]})
    const words = await world.run('doctor')
    expect(words.stderr).toBe('One problem is left.\n')
    expect(words.stdout).toContain(`sessionpress unshare ${another} --to site`)

    const removed = await diagnose(world, '--fix', '--orphans')
    expect(removed).toMatchObject({status: 0, problems: [{kind: 'orphan', fixed: true}]})
    expect((await fs.readdir(world.served)).sort()).toEqual(['notes', world.shareID])
    expect(await diagnose(world)).toEqual({status: 0, problems: [], notes: []})
  })

  it('takes a removed share that lies there again for an orphan', async () => {
    const world = await createSharing()
    const copy = path.join(world.home, 'copy')
    await fs.copy(world.served, copy)
    await world.run('unshare', world.shareID)
    await fs.copy(copy, world.served)
    const {problems} = await diagnose(world)
    expect(problems).toMatchObject([{kind: 'orphan', shareID: world.shareID}])
    expect(problems[0].message).toContain('lies at `site` again')
    await diagnose(world, '--fix', '--orphans')
    expect(await fs.readdir(world.served)).toEqual([])
  })

  it('takes no live share for an orphan where its place has another name', async () => {
    const world = await createSharing()
    await fs.symlink('public', path.join(world.project, 'link'))
    const targets = {
      site: {type: 'directory', path: './public'},
      same: {type: 'directory', path: './public', url: 'http://127.0.0.1:9'},
      link: {type: 'directory', path: './link'},
    }
    await fs.writeJson(path.join(world.project, 'sessionpress.json'), {targets})
    const {status, problems, notes} = await diagnose(world, '--fix', '--orphans')
    expect({status, problems}).toEqual({status: 0, problems: []})
    expect(notes).toEqual([expect.stringContaining('the same place by another name')])
    expect(await fs.readdir(world.served)).toEqual([world.shareID])
  })

  it('finds orphans at places that only the ledger names', async () => {
    const world = await createSharing()
    await fs.remove(path.join(world.project, 'sessionpress.json'))
    await plantOrphan(world)
    expect(await diagnose(world)).toMatchObject({problems: [{kind: 'orphan', shareID: another}]})
  })

  it('tells of broken files, and goes on', async () => {
    const world = await createSharing()
    await world.change({state: 'publishing'})
    await fs.writeFile(path.join(world.project, 'sessionpress.json'), '{"target": 3')
    expect(await diagnose(world, '--fix')).toMatchObject({
      status: 1,
      problems: [
        {kind: 'configuration', fixed: false},
        {kind: 'publication', fixed: true},
      ],
    })
    const targets = {future: {type: 'teleport'}}
    await fs.writeJson(path.join(world.project, 'sessionpress.json'), {targets})
    expect(await diagnose(world)).toMatchObject({
      problems: [{kind: 'configuration', target: 'future'}],
    })
  })

  it('takes nothing for an orphan where there is no ledger to ask', async () => {
    const world = await createSharing()
    await fs.remove(world.state)
    await fs.writeFile(world.state, 'a file')
    const {problems} = await diagnose(world, '--fix', '--orphans')
    expect(problems).toMatchObject([{kind: 'state-folder', fixed: false}])
    expect(await fs.readdir(world.served)).toEqual([world.shareID])

    const homeless = {cwd: world.project, env: {}, home: undefined}
    const call = {surroundings: homeless, fix: true, orphans: true}
    expect(await doctor(call)).toMatchObject({problems: [{kind: 'state-folder', fixed: false}]})
    expect(await fs.readdir(world.served)).toEqual([world.shareID])
  })

  it('says that sharing is switched off, which is no problem', async () => {
    const world = await createSharing()
    world.env.OPENCODE_DISABLE_SHARE = '1'
    const {status, notes} = await diagnose(world)
    expect(status).toBe(0)
    expect(notes).toEqual([expect.stringContaining('OPENCODE_DISABLE_SHARE')])
  })

  it.skipIf(!hasTerminal)('asks on a terminal before an orphan goes', async () => {
    const world = await createSharing()
    await plantOrphan(world)
    const declined = runOnTerminal(world, ['doctor', '--fix', '--orphans'])
    await declined.sees('Remove for good?')
    expect(declined.screen()).toContain(another)
    declined.types('\r')
    expect(await declined.ended).toBe(1)
    expect(await fs.readdir(world.served)).toContain(another)

    const agreed = runOnTerminal(world, ['doctor', '--fix', '--orphans'])
    await agreed.sees('Remove for good?')
    agreed.types('y')
    expect(await agreed.ended).toBe(0)
    expect(agreed.screen()).toContain('All is well.')
    expect(await fs.readdir(world.served)).toEqual([world.shareID])
  })
})

/** A share that another ledger published to the same place. */
async function plantOrphan({served, shareID}: {served: string; shareID: string}): Promise<void> {
  await fs.copy(path.join(served, shareID), path.join(served, another))
}

/** A process that holds the lock of the session, as one that publishes does. */
async function holdLock({state, sessionID}: {state: string; sessionID: string}) {
  const child = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => {}, 1000)'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  const stat = await fs.readFile(`/proc/${child.pid}/stat`, 'utf8').catch(() => '')
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  const holder = {...(await createHolder()), pid: child.pid, start}
  const name = createHash('sha256').update(sessionID).digest('hex').slice(0, 16)
  await fs.outputJson(path.join(state, 'locks', `${name}.lock`), holder, {mode: 0o600})
  return child
}
