import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import {mkdtemp, readdir, readFile, rm, stat, utimes, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {expect, it, onTestFinished} from 'vitest'
import {createHolder, type Holder} from '../../src/ledger/holder.js'
import {type Ledger, openLedger} from '../../src/ledger/ledger.js'
import {bundleScript} from './bundle-script.js'

const script = await bundleScript(path.join(import.meta.dirname, 'lock-script.ts'))

it('keeps a second one out, names the process, and lets it in after the release', async () => {
  const {ledger} = await setup()
  const release = await ledger.lock('ses_one')
  await expect(ledger.lock('ses_one', {wait: 100})).rejects.toMatchObject({
    code: 'LEDGER_LOCKED',
    message: expect.stringContaining(`process ${process.pid} `),
  })
  await (await ledger.lock('ses_other', {wait: 0}))()
  await release()
  await (await ledger.lock('ses_one', {wait: 0}))()
})

it('waits for the one before', async () => {
  const {ledger} = await setup()
  const release = await ledger.lock('ses_one')
  const next = ledger.lock('ses_one', {wait: 10_000})
  setTimeout(release, 200)
  await (await next)()
})

it('leaves no file behind, and shows no session id in a name', async () => {
  const {ledger, locks} = await setup()
  const release = await ledger.lock('ses_one')
  expect(await readdir(locks)).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.lock$/)])
  expect((await stat(await lockFile(locks))).mode & 0o777).toBe(0o600)
  expect((await stat(locks)).mode & 0o777).toBe(0o700)
  await release()
  expect(await readdir(locks)).toEqual([])
})

it('lets one process at a time in, whatever is killed meanwhile', async () => {
  const {folder, locks} = await setup()
  const file = path.join(folder, 'count')
  await writeFile(file, '0')
  for (let kill = 0; kill < 3; kill++) {
    // All six find the lock of a dead process, and want to take it over at once.
    const holder = await hold(folder)
    const counters = Array.from({length: 6}, () => run('count', folder, file, '20'))
    await new Promise((resolve) => setTimeout(resolve, 150))
    holder.kill('SIGKILL')
    const codes = await Promise.all(counters.map(async (child) => (await once(child, 'exit'))[0]))
    expect(codes).toEqual([0, 0, 0, 0, 0, 0])
    expect(await readFile(file, 'utf8')).toBe(String((kill + 1) * 120))
  }
  expect(await readdir(locks)).toEqual([])
})

it('takes over the lock of a killed process', async () => {
  const {folder, ledger} = await setup()
  const holder = await hold(folder)
  await expect(ledger.lock('ses_one', {wait: 0})).rejects.toMatchObject({code: 'LEDGER_LOCKED'})
  holder.kill('SIGKILL')
  await once(holder, 'exit')
  await (await ledger.lock('ses_one', {wait: 0}))()
})

const stale: [string, (holder: Holder) => Partial<Holder>][] = [
  ['whose pid does not run', () => ({pid: 2 ** 22 + 1})],
  ['whose pid was given to another process', () => ({start: '1'})],
  ['from before a restart', () => ({boot: 'another'})],
]

it.runIf(process.platform === 'linux').each(stale)('takes over a lock %s', async (_, change) => {
  const {ledger, locks} = await setup()
  await ledger.lock('ses_one')
  const holder = await createHolder()
  await writeFile(await lockFile(locks), JSON.stringify({...holder, ...change(holder)}))
  await (await ledger.lock('ses_one', {wait: 0}))()
  expect(await readdir(locks)).toEqual([])
})

it('does not take over the lock of another machine', async () => {
  const {ledger, locks} = await setup()
  await ledger.lock('ses_one')
  const holder = {...(await createHolder()), host: 'elsewhere', pid: 2 ** 22 + 1}
  await writeFile(await lockFile(locks), JSON.stringify(holder))
  await expect(ledger.lock('ses_one', {wait: 0})).rejects.toMatchObject({
    code: 'LEDGER_LOCKED',
    message: expect.stringContaining('elsewhere'),
  })
})

it('takes over a lock that a power cut emptied, once it is not fresh any more', async () => {
  const {ledger, locks} = await setup()
  await ledger.lock('ses_one')
  const file = await lockFile(locks)
  await writeFile(file, '')
  await expect(ledger.lock('ses_one', {wait: 0})).rejects.toMatchObject({code: 'LEDGER_LOCKED'})
  await utimes(file, 0, 0)
  await (await ledger.lock('ses_one', {wait: 0}))()
})

it('says that it cannot write', async () => {
  const {folder} = await setup()
  await writeFile(path.join(folder, 'file'), '')
  const lock = openLedger(path.join(folder, 'file')).lock('ses_one')
  await expect(lock).rejects.toMatchObject({code: 'LEDGER_UNWRITABLE'})
})

async function setup(): Promise<{folder: string; locks: string; ledger: Ledger}> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-lock-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return {folder, locks: path.join(folder, 'locks'), ledger: openLedger(folder)}
}

async function lockFile(locks: string): Promise<string> {
  const [name = ''] = await readdir(locks)
  return path.join(locks, name)
}

async function hold(folder: string): Promise<ChildProcess> {
  const child = run('hold', folder)
  onTestFinished(() => void child.kill('SIGKILL'))
  if (!child.stdout) throw new Error('no output')
  await once(child.stdout, 'data')
  return child
}

function run(...args: string[]): ChildProcess {
  return spawn(process.execPath, [script, ...args], {stdio: ['ignore', 'pipe', 'inherit']})
}
