import {type SpawnOptions, spawn} from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {onTestFinished} from 'vitest'

/** The built command. `npm test` builds it. */
export const command = path.resolve(import.meta.dirname, '../../dist/cli.js')

/** A session that a client made. */
export const session = path.resolve(
  import.meta.dirname,
  '../../fixtures/sessions/feature/input.json',
)

/** What a run left behind. */
export interface Run {
  status: number | null
  /** What ended it, where it did not end itself. */
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

/** A machine of its own: an empty home, a project folder, and no configuration. */
export interface World {
  home: string
  project: string
  env: NodeJS.ProcessEnv
  /** Run the command in the project's folder, without a terminal. */
  run(...parameters: string[]): Promise<Run>
}

/** Make a machine for one test. */
export async function createWorld(): Promise<World> {
  // The real path: macOS keeps temporary folders behind a link.
  const root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'command-')))
  onTestFinished(() => fs.remove(root))
  const home = path.join(root, 'home')
  const project = path.join(root, 'project')
  const temporary = path.join(root, 'tmp')
  await Promise.all([home, project, temporary].map((folder) => fs.ensureDir(folder)))
  const env = {PATH: process.env.PATH, HOME: home, TMPDIR: temporary}
  return {
    home,
    project,
    env,
    run: (...parameters) => run(process.execPath, [command, ...parameters], {cwd: project, env}),
  }
}

/** Run a program to its end. */
export function run(
  program: string,
  parameters: string[],
  {input = '', ...options}: SpawnOptions & {input?: string},
): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {...options, stdio: 'pipe'})
    let stdout = ''
    let stderr = ''
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    // A command that does not read its input may end first.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
    child.once('error', reject)
    child.once('close', (status, signal) => resolve({status, signal, stdout, stderr}))
  })
}
