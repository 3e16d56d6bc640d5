import {execFile} from 'node:child_process'
import {cp, readdir, rm} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {promisify} from 'node:util'
import {expect, it, onTestFinished} from 'vitest'
import {type Diagnosis, doctor} from '../../src/actions/doctor.js'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {unshare} from '../../src/actions/unshare.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {bundleScript} from '../ledger/bundle-script.js'
import {folderTexts} from '../targets/folder-texts.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

const script = await bundleScript(path.join(import.meta.dirname, 'crash-script.ts'))

type World = Awaited<ReturnType<typeof makeWorld>>
type Task = 'share' | 'new-link' | 'unshare'

interface Case {
  task: Task
  /** What is live before. */
  before: string | undefined
  /** What the killed run publishes. */
  version: string
  /** Fewest steps there must be, or else the test has no teeth. */
  least: number
}

const cases: [string, Case][] = [
  ['a first publish', {task: 'share', before: undefined, version: 'a', least: 9}],
  ['an update', {task: 'share', before: 'a', version: 'b', least: 11}],
  ['a new link', {task: 'new-link', before: 'a', version: 'a', least: 12}],
  ['an unshare', {task: 'unshare', before: 'a', version: '', least: 7}],
]

/** What must hold after any kill, each looked at in the same remains. */
const checks: Record<string, (world: World, test: Case) => Promise<void>> = {
  async 'shows a whole share or none, and `status` tells which'({options, publicFolder}) {
    const online = await visibleShares(publicFolder)
    const known = await status('ses_one', options)
    if (known.state === 'live') expect(online).toContain(known.shareID)
    if (known.state === 'none' || known.state === 'removed') {
      expect(await readdir(publicFolder)).toEqual([])
      expect(known).toMatchObject({shareID: null, shareURL: null})
    }
    // Nothing is online that the ledger does not know.
    const listed = (await list(options)).map(({shareID}) => shareID)
    for (const id of online) expect(listed).toContain(id)
  },

  'converges when it is run again': runAgain,

  async 'converges when it is run again after `status`'(world, test) {
    await status('ses_one', world.options)
    await runAgain(world, test)
  },

  async 'can be taken down without a trace'({options, publicFolder}) {
    await unshare([], {...options, all: true})
    // What was killed before it was recorded left nothing to remove.
    expect(await readdir(publicFolder)).toEqual([])
    expect(await list(options)).toEqual([])
  },

  async 'is finished or rolled back by `doctor`'({options, home, publicFolder, state}, {task}) {
    const before = await folderTexts(home)
    const found = await doctor(options)
    expect(await folderTexts(home), 'looking changes nothing').toEqual(before)

    const mended = await doctor({...options, fix: true})
    // Whoever mends a share takes over the dead lock of its session.
    const kinds = ({problems}: Diagnosis) =>
      problems.map(({kind}) => kind).filter((kind) => kind !== 'lock')
    expect(kinds(mended)).toEqual(kinds(found))
    const left = mended.problems.filter(({fixed}) => !fixed)
    expect((await doctor(options)).problems).toMatchObject(left.map(({kind}) => ({kind})))
    expect(await draftsIn(state)).toEqual([])
    const states = (await list(options)).map(({state}) => state)
    if (left.length === 0) {
      expect(states.filter((state) => state !== 'live')).toEqual([])
      expect(await readdir(publicFolder)).toEqual(await visibleShares(publicFolder))
      return
    }
    // Only an update that had begun to replace files is neither the one version nor the other.
    expect(left).toMatchObject([
      {kind: 'publication', hint: expect.stringMatching(/share ses_one --to /)},
    ])
    expect(task).toBe('share')
    expect(states).toEqual(['publishing'])
  },

  async 'can be taken down without the ledger'({options, publicFolder, state}) {
    const online = await visibleShares(publicFolder)
    await rm(state, {recursive: true, force: true})
    for (const id of online) await unshare([id], {...options, to: 'public'})
    expect(await visibleShares(publicFolder)).toEqual([])
  },
}

it.each(cases)('%s that is killed before any step leaves all or nothing', async (_, test) => {
  for (let step = 1; ; step++) {
    const world = await makeWorld()
    const {options, publicFolder, state, home} = world
    if (test.before !== undefined) {
      const prepare = prepareVersion(test.before)
      await share('ses_one', {...options, to: 'public', yes: true, prepare})
    }
    const isDone = await run([test.task, state, publicFolder, test.version, String(step)])

    const remains = `${home}.remains`
    onTestFinished(() => rm(remains, {recursive: true, force: true}))
    await cp(home, remains, {recursive: true})
    for (const [name, check] of Object.entries(checks)) {
      await rm(home, {recursive: true})
      await cp(remains, home, {recursive: true})
      await expect(check(world, test), `before step ${step}: ${name}`).resolves.toBeUndefined()
    }
    if (!isDone) continue
    expect(step - 1).toBeGreaterThanOrEqual(test.least)
    return
  }
})

async function runAgain(
  {options, publicFolder, state}: World,
  {task, version}: Case,
): Promise<void> {
  const {records} = await openLedger(state).list()
  const begun = records.findLast((record) => record.state !== 'removed')
  if (task === 'unshare') {
    await unshare(['ses_one'], options)
    expect(await readdir(publicFolder)).toEqual([])
    expect(await status('ses_one', options)).toMatchObject({state: 'removed'})
  } else {
    const call = {...options, to: 'public', yes: true, prepare: prepareVersion(version)}
    const {shareID} = await share('ses_one', call)
    if (begun) expect(shareID).toBe(begun.shareID)
    expect(await readdir(publicFolder)).toEqual([shareID])
    expect(Object.keys(await folderTexts(publicFolder)).sort()).toEqual(
      filesOf(version).map((file) => `${shareID}/${file}`),
    )
    expect(await list(options)).toMatchObject([{shareID, state: 'live'}])
  }
  expect(await readdir(path.join(state, 'locks'))).toEqual([])
}

async function run(args: string[]): Promise<boolean> {
  try {
    const {stdout} = await promisify(execFile)(process.execPath, [script, ...args])
    expect(stdout).toBe('done\n')
    return true
  } catch (error) {
    expect(error).toMatchObject({signal: 'SIGKILL', stderr: ''})
    return false
  }
}

/** Shares whose `index.html` a visitor gets, each seen to hold every file that its page names. */
async function visibleShares(folder: string): Promise<string[]> {
  const texts = await folderTexts(folder)
  const shares: string[] = []
  for (const [file, text] of Object.entries(texts)) {
    const id = file.match(/^(s_[^/]+)\/index\.html$/)?.[1]
    if (id === undefined) continue
    const version = text.match(/^<!doctype html>(\w) (s_\w+)$/)?.[1] ?? ''
    expect(text).toBe(`<!doctype html>${version} ${id}`)
    expect(texts[`${id}/page-${version}000000000000000.html`]).toBe(version)
    // The Markdown keeps its name through an update; whole it is always.
    expect(texts[`${id}/session.md`]).toMatch(/^# [ab]\n$/)
    expect(texts[`${id}/.sessionpress`]).toBe('{"format":1}\n')
    shares.push(id)
  }
  return shares
}

/** Locks and drafts in a ledger's folder. */
async function draftsIn(state: string): Promise<string[]> {
  const files = Object.keys(await folderTexts(state))
  return files.filter((file) => /(^locks\/.|\.partial$)/.test(file))
}

function filesOf(version: string): string[] {
  return ['.sessionpress', 'index.html', `page-${version}000000000000000.html`, 'session.md']
}
