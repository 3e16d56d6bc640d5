import {expect} from 'vitest'
import type {Run} from '../commands/run-command.js'
import type {Lab, Versions} from './lab.js'

/** Exit statuses of failures that we foresee. */
export type Foreseen = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/**
 * What must hold at any moment, whatever befell: each page that a visitor gets is one version with
 * every file of it; whatever lies there the ledger knows; and what it calls removed is not there.
 *
 * @returns Ids of the shares that a visitor gets.
 */
export async function checkPlace(lab: Lab, versions: Versions): Promise<string[]> {
  const ids = (await lab.place.names()).filter((name) => !name.startsWith('.'))
  const records = await lab.records()
  const visible: string[] = []
  for (const id of ids) {
    const record = records.find(({shareID}) => shareID === id)
    expect(record, 'the ledger knows what lies there').toBeDefined()
    expect(record?.state, 'what lies there is not called removed').not.toBe('removed')
    if (await isVisible(lab, id, versions)) visible.push(id)
  }
  for (const {state, shareID} of records) {
    if (state === 'live') expect(visible, 'what is called live is there').toContain(shareID)
  }
  return visible
}

/** Whether a visitor gets a page, which must be that of a version, with every file of it. */
export async function isVisible(lab: Lab, id: string, versions: Versions): Promise<boolean> {
  const files = await lab.filesOf(id)
  if (files['index.html'] === undefined) return false
  const version = Object.values(versions).find((one) => one['index.html'] === files['index.html'])
  expect(version, 'the page is whole').toBeDefined()
  for (const name of Object.keys(version)) {
    // What keeps its name through an update may be of either version; whole it is always.
    expect([versions.old[name], versions.new[name]], `${name} is whole`).toContain(files[name])
  }
  return true
}

/** After a share that went through: one share, that version, nothing besides. */
export async function checkShared(
  lab: Lab,
  version: Versions[keyof Versions],
  id?: string,
): Promise<void> {
  const names = await lab.place.names()
  expect(names).toEqual([id ?? expect.stringMatching(/^s_\w{26}$/)])
  expect(await lab.filesOf(String(names[0]))).toEqual(version)
  const active = (await lab.records()).filter(({state}) => state !== 'removed')
  expect(active).toMatchObject([{shareID: names[0], state: 'live'}])
}

/** After a removal that went through: nothing is there, and nothing is waiting in the ledger. */
export async function checkGone(lab: Lab): Promise<void> {
  expect(await lab.place.names()).toEqual([])
  for (const {state} of await lab.records()) expect(state).toBe('removed')
}

/** A run without a fault, which must go through. */
export async function complete(lab: Lab, call: readonly string[]): Promise<Run> {
  const ended = await lab.run(call)
  expect(ended, `${ended.stdout}${ended.stderr}`).toMatchObject({status: 0})
  return ended
}

/** A failure that is told as one: its status, its code, and neither a stack nor a call for a report. */
export function checkFailure(ended: Run, ...foreseen: Foreseen[]): void {
  expect(ended.signal, ended.stderr).toBeNull()
  expect(foreseen, ended.stderr).toContain(ended.status)
  expect(ended.stderr).toMatch(/^error: .+ \[[A-Z]+_[A-Z_]+\]$/m)
  expect(ended.stderr).not.toMatch(/^\s+at |This is a bug/m)
  expect(ended.stdout).toBe('')
}

/** Go on after a fault, as a person would: share again, then take down. */
export async function checkConverges(lab: Lab, versions: Versions): Promise<void> {
  // A removal that was begun has to be ended before a new share begins.
  if ((await lab.records()).some(({state}) => state === 'removing')) await lab.unshareAll()
  const begun = (await lab.records()).find(({state}) => state === 'publishing' || state === 'live')
  await lab.share('new')
  await checkShared(lab, versions.new, begun?.shareID)
  await lab.unshareAll()
  await checkGone(lab)
}
