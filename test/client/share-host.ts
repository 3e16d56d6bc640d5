import {spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {isMissing} from '../../src/system/error-code.js'
import {command} from '../commands/run-command.js'
import {freePort} from '../support/free-port.js'
import {serveFolder} from '../support/static-server.js'
import type {ClientWorld} from './client-world.js'
import {stop, untilItSays} from './open-code.js'
import {pollUntil} from './poll-until.js'

export interface ShareHostOptions {
  /** What the target `web` is configured with besides its place. @default nothing */
  target?: Readonly<Record<string, unknown>>
  /** What `serve` asks everybody for. @default nothing */
  token?: string
}

/** `sessionpress serve` on a machine with the client, and a static host that shows what it publishes. */
export interface ShareHost {
  /** Address of the share server: what `enterprise.url` of the client says. */
  url: string
  /** Address of the static host. */
  publicURL: string
  /** Folder of `serve`'s state. */
  state: string
  /** Read a page as a visitor does. */
  visit(address: string): Promise<{status: number; text: string}>
  /** Bytes of every file that is public, and of all that `serve` keeps. */
  everything(): Promise<Buffer[]>
  /** Names of the shares that the static host has, drafts among them. */
  shares(): Promise<string[]>
  /** End `serve` without giving it time for anything. */
  kill(): Promise<void>
  /** Start it again, with the same state and at the same port. */
  start(): Promise<void>
  close(): Promise<void>
}

/** Start a share server for a machine, with one folder as its target. */
export async function startShareHost(
  {root, home, env}: ClientWorld,
  {target = {}, token}: ShareHostOptions = {},
): Promise<ShareHost> {
  const [publicFolder, state] = [path.join(root, 'public'), path.join(root, 'serve')]
  await fs.ensureDir(publicFolder)
  const host = await serveFolder(publicFolder)
  const web = {type: 'directory', path: publicFolder, url: host.url, ...target}
  await fs.outputJSON(path.join(home, '.config/sessionpress/config.json'), {targets: {web}})
  const port = await freePort()
  const call = [command, 'serve', '--port', String(port), '--to', 'web', '--state', state]
  // Anywhere but in the project: whose session it is, it learns from the client.
  const options = {cwd: home, env: {...env, ...(token && {SESSIONPRESS_SERVE_TOKEN: token})}}
  const launch = async () => {
    const child = spawn(process.execPath, call, {...options, stdio: ['ignore', 'pipe', 'pipe']})
    await untilItSays(child, `http://127.0.0.1:${port}`)
    return child
  }
  let server = await launch()
  return {
    url: `http://127.0.0.1:${port}`,
    publicURL: host.url,
    state,
    async visit(address) {
      const response = await fetch(address)
      return {status: response.status, text: await response.text()}
    },
    everything: () => pollUntil('a moment of rest', () => readAll([publicFolder, state])),
    shares: () => fs.readdir(publicFolder),
    async kill() {
      const gone = once(server, 'exit')
      server.kill('SIGKILL')
      await gone
    },
    async start() {
      server = await launch()
    },
    async close() {
      await stop(server)
      await host.close()
    },
  }
}

/** Bytes of all files; nothing where one was renamed or removed meanwhile. */
async function readAll(folders: readonly string[]): Promise<Buffer[] | undefined> {
  try {
    return (await Promise.all(folders.map(readFolder))).flat()
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

async function readFolder(folder: string): Promise<Buffer[]> {
  const entries = await fs.readdir(folder, {recursive: true, withFileTypes: true})
  const files = entries.filter((entry) => entry.isFile())
  return await Promise.all(files.map((file) => fs.readFile(path.join(file.parentPath, file.name))))
}
