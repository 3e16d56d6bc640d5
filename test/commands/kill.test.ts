import path from 'node:path'
import {pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import {beforeAll, expect, it} from 'vitest'
import {unshare} from '../../src/index.js'
import {copyMachine, type Files, type Machine, makeMachine, sessionID} from './kill-machine.js'

const preload = pathToFileURL(path.join(import.meta.dirname, 'kill-at.mjs')).href

/** Runs at once. */
const together = 4

interface Task {
  call: string[]
  /** Whether the older version is online before. */
  isShared: boolean
  /** Fewest steps there must be, or else the test has no teeth. */
  least: number
}

const share = (version: string) => ['share', `../${version}.json`, '--to', './public', '--yes']
const tasks: [string, Task][] = [
  ['a first share', {call: share('old'), isShared: false, least: 25}],
  ['an update', {call: share('new'), isShared: true, least: 30}],
  ['an unshare', {call: ['unshare', sessionID], isShared: true, least: 15}],
]

/** Nothing is shared there. */
let untouched: Machine
/** The older version is online there. */
let shared: Machine
/** What runs that nobody killed laid down. */
let versions: {old: Files; new: Files}

beforeAll(async () => {
  untouched = await makeMachine()
  shared = await copyMachine(untouched)
  await complete(shared, share('old'))
  const updated = await copyMachine(shared)
  await complete(updated, share('new'))
  versions = {old: await onlyShare(shared), new: await onlyShare(updated)}
  // Each version has a file that the other one has not.
  expect(Object.keys(versions.old).join()).toMatch(/media-\w{16}\.pdf/)
  expect(Object.keys(versions.new)).not.toEqual(Object.keys(versions.old))
  return () => Promise.all([untouched, shared, updated].map(({root}) => fs.remove(root)))
})

it.each(tasks)(
  '%s that is killed at any step leaves all or nothing',
  async (_, task) => {
    let steps = 0
    for (let step = 1; step - 1 === steps; step += together) {
      const batch = Array.from({length: together}, (_, index) => killAt(task, step + index))
      const isKilled = await Promise.all(batch)
      steps += isKilled.filter(Boolean).length
    }
    expect(steps).toBeGreaterThanOrEqual(task.least)
  },
  180_000,
)

/** @returns Whether the command was killed; `false` when it has fewer steps than that. */
async function killAt(task: Task, step: number): Promise<boolean> {
  const machine = await copyMachine(task.isShared ? shared : untouched)
  const {signal, ...ended} = await machine.run(['--import', preload], task.call, String(step))
  if (signal === null) expect(ended).toMatchObject({status: 0, stderr: ''})
  else expect(signal).toBe('SIGKILL')

  await expect(look(machine, task), `killed at step ${step}`).resolves.toBeUndefined()
  await fs.remove(machine.root)
  return signal !== null
}

/** What must hold whenever the command was killed. */
async function look(machine: Machine, task: Task): Promise<void> {
  const visible = await visibleShares(machine)
  const {shareID} = await checkStatus(machine, task, visible)

  await complete(machine, task.call)
  if (task.call[0] === 'share') {
    expect(await machine.online()).toEqual([shareID ?? expect.stringMatching(/^s_\w{26}$/)])
    expect(await onlyShare(machine)).toEqual(task.isShared ? versions.new : versions.old)
  }
  await unshare([], {all: true, state: machine.state})
  expect(await machine.online()).toEqual([])
}

/** Shares whose page a visitor gets, each seen to have every file of its version, whole. */
async function visibleShares(machine: Machine): Promise<string[]> {
  const ids = (await machine.online()).filter((name) => !name.startsWith('.'))
  const visible: string[] = []
  for (const id of ids) {
    const files = await machine.filesOf(id)
    if (files['index.html'] === undefined) continue
    const version = Object.values(versions).find((one) => one['index.html'] === files['index.html'])
    expect(version, 'the page is that of a version').toBeDefined()
    for (const name of Object.keys(version ?? {})) {
      // What keeps its name through an update may be of either version; whole it is always.
      const whole = [versions.old[name], versions.new[name]].filter((hash) => hash !== undefined)
      expect(whole, name).toContain(files[name])
    }
    visible.push(id)
  }
  return visible
}

async function checkStatus(
  machine: Machine,
  {call}: Task,
  visible: string[],
): Promise<{shareID: string | null}> {
  const {stdout} = await complete(machine, ['status', sessionID, '--json'])
  const found = JSON.parse(stdout)
  const isRemoval = call[0] === 'unshare'
  if (found.state === 'live') {
    expect(visible).toEqual([found.shareID])
    // What killed runs added or began stays until the next one; of a version nothing is missing.
    const files = await machine.filesOf(found.shareID)
    expect([versions.old, versions.new].some((one) => hasAll(files, one))).toBe(true)
  } else if (found.shareID === null) {
    expect(found).toMatchObject({shareURL: null, state: isRemoval ? 'removed' : 'none'})
    expect(await machine.online()).toEqual([])
  } else {
    expect(found.state).toBe(isRemoval ? 'removing' : 'publishing')
    // A removal may have come no further than saying so; a publication is neither whole nor gone.
    const files = isRemoval ? {} : await machine.filesOf(found.shareID)
    expect([versions.old, versions.new].some((one) => hasAll(files, one))).toBe(false)
  }
  return found
}

function hasAll(files: Files, version: Files): boolean {
  return Object.entries(version).every(([name, hash]) => files[name] === hash)
}

async function complete(machine: Machine, call: string[]) {
  const ended = await machine.run([], call)
  expect(ended, ended.stderr).toMatchObject({status: 0})
  return ended
}

async function onlyShare(machine: Machine): Promise<Files> {
  const [id, ...more] = await machine.online()
  expect(more).toEqual([])
  return machine.filesOf(id ?? '')
}
