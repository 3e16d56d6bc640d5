import {createHash} from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {expect} from 'vitest'
import {type ShareStatus, share, unshare} from '../../src/index.js'
import {openLedger} from '../../src/ledger/ledger.js'
import type {ShareRecord} from '../../src/ledger/record.js'
import {type Files, type Machine, makeMachine, sessionID} from '../commands/kill-machine.js'
import {command, type Run, run} from '../commands/run-command.js'

/** A place to publish to, as its owner sees it. */
export interface Place {
  /** Name in the table. */
  target: string
  /** What the configuration says of it. */
  setting: Readonly<Record<string, unknown>>
  /** Everything at its top level that is somebody's share, or a draft of one. */
  names(): Promise<string[]>
  /** Bytes of each file of a share. */
  read(shareID: string): Promise<Map<string, Buffer>>
  /** Environment that reaching it takes. @default nothing besides the machine's own */
  env?: Readonly<Record<string, string>>
  close?(): Promise<void>
}

/** Make a place of its own for one machine. */
export type MakePlace = (machine: Machine) => Promise<Place>

export interface RunOptions {
  /** Program that runs the command, with its own parameters before it. @default none */
  wrap?: readonly string[]
  /** Parameters of Node. @default none */
  node?: readonly string[]
  env?: Readonly<Record<string, string>>
  cwd?: string
}

/** A machine with two versions of one session, a place to publish to, and nothing shared yet. */
export interface Lab {
  machine: Machine
  place: Place
  env: Record<string, string | undefined>
  /** Run the built command in the project's folder. */
  run(call: readonly string[], options?: RunOptions): Promise<Run>
  /** Publish a version in this process, without a fault. */
  share(version: keyof Versions): Promise<ShareStatus>
  /** Take everything down in this process, without a fault. */
  unshareAll(): Promise<ShareStatus[]>
  records(): Promise<ShareRecord[]>
  /** Hash of each file of a share, with the id taken out. */
  filesOf(shareID: string): Promise<Files>
}

/** Files that a version of the session is published as. */
export interface Versions {
  old: Files
  new: Files
}

/** Parameters that publish a version. */
export const shareCall = (version: keyof Versions) => [
  'share',
  `../${version}.json`,
  '--to',
  'there',
  '--yes',
]

/** Parameters that take down what `shareCall` published. */
export const unshareCall = ['unshare', sessionID]

/** Do something with a lab, which goes when it is done. */
export async function withLab<Result>(
  makePlace: MakePlace,
  act: (lab: Lab) => Promise<Result>,
): Promise<Result> {
  const machine = await makeMachine()
  let place: Place | undefined
  try {
    place = await makePlace(machine)
    return await act(await labAt(machine, place))
  } finally {
    await place?.close?.()
    await fs.remove(machine.root)
  }
}

/** What the two versions are at a place, as runs without a fault lay them down. */
export async function learnVersions(makePlace: MakePlace): Promise<Versions> {
  return await withLab(makePlace, async (lab) => {
    const first = await lab.share('old')
    const old = await lab.filesOf(String(first.shareID))
    await lab.share('new')
    const versions = {old, new: await lab.filesOf(String(first.shareID))}
    // Each version has a file that the other one has not.
    expect(Object.keys(versions.old).sort()).not.toEqual(Object.keys(versions.new).sort())
    return versions
  })
}

/** Where `folderPlace` is. */
export function publicFolder({project}: Pick<Machine, 'project'>): string {
  return path.join(project, 'public')
}

/** A folder on a disk, served by nobody. */
export const folderPlace: MakePlace = async (machine) => folderAt(publicFolder(machine))

/** The same for any folder. */
export function folderAt(folder: string): Place {
  return {
    target: 'directory',
    setting: {type: 'directory', path: folder},
    names: async () => (await fs.readdir(folder).catch(() => [])).sort(),
    read: async (shareID) => {
      const share = path.join(folder, shareID)
      const names = await fs.readdir(share).catch(() => [])
      const files = names.map(
        async (name) => [name, await fs.readFile(path.join(share, name))] as const,
      )
      return new Map(await Promise.all(files))
    },
  }
}

async function labAt(machine: Machine, place: Place): Promise<Lab> {
  const settings = {targets: {there: place.setting}}
  await fs.writeJson(path.join(machine.project, 'sessionpress.json'), settings)
  const env = {...machine.env, ...place.env}
  const options = {
    state: machine.state,
    surroundings: {cwd: machine.project, env, home: String(machine.env.HOME)},
  }
  return {
    machine,
    place,
    env,
    run: (call, {wrap = [], node = [], env: further, cwd = machine.project} = {}) => {
      const [program = process.execPath, ...rest] = [
        ...wrap,
        process.execPath,
        ...node,
        command,
        ...call,
      ]
      return run(program, rest, {cwd, env: {...env, ...further}})
    },
    share: (version) =>
      share(path.join(machine.root, `${version}.json`), {...options, to: 'there', yes: true}),
    unshareAll: () => unshare([], {...options, all: true}),
    records: async () => (await openLedger(machine.state).list()).records,
    filesOf: async (shareID) => {
      const files: Files = {}
      for (const [name, bytes] of await place.read(shareID)) {
        const text = bytes.toString('latin1').replaceAll(shareID, 's_')
        files[name] = createHash('sha256').update(text).digest('hex')
      }
      return files
    },
  }
}
