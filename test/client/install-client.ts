import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {xdgFolder} from '../../src/system/xdg-folders.js'
import {run} from '../commands/run-command.js'

/** Versions of OpenCode that the suite drives: the newest 1.18, and one of the first with a database. */
export const versions = {latest: '1.18.33', older: '1.2.27'} as const

/**
 * Install the real client into a cache folder of its own, where it is not there already.
 *
 * @returns path of the program itself, without the script that some versions put around it
 * @throws where it cannot be installed: the suite has nothing to show without it
 */
export async function installClient(version: string): Promise<string> {
  const folder = path.join(cacheFolder(), version)
  if (!(await fs.pathExists(folder))) await install(version, folder)
  const program = await findProgram(folder)
  const told = await run(program, ['--version'], {env: {PATH: process.env.PATH, HOME: folder}})
  if (told.stdout.trim() === version) return program
  throw new Error(
    `\`${program}\` says that it is \`${told.stdout.trim()}\` and not OpenCode ${version}. Remove \`${folder}\` and try again.`,
  )
}

function cacheFolder(): string {
  const cache = xdgFolder({env: process.env, home: os.homedir()}, 'XDG_CACHE_HOME')
  if (cache === undefined) throw new Error('Neither `HOME` nor `XDG_CACHE_HOME` is set.')
  return path.join(cache, 'sessionpress-test', 'opencode')
}

/** Under another name first: what is at its place is complete. */
async function install(version: string, folder: string): Promise<void> {
  await fs.ensureDir(path.dirname(folder))
  const draft = await fs.mkdtemp(`${folder}-`)
  try {
    await fs.writeJSON(path.join(draft, 'package.json'), {private: true})
    const wanted = ['--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts=false']
    const npm = await run('npm', ['install', ...wanted, `opencode-ai@${version}`], {cwd: draft})
    if (npm.status !== 0) {
      throw new Error(
        `OpenCode ${version} cannot be installed from the registry of npm, and this suite drives the real client:\n${npm.stderr}`,
      )
    }
    // Another run may have been faster.
    if (!(await fs.pathExists(folder))) await fs.move(draft, folder)
  } finally {
    await fs.remove(draft)
  }
}

/** Its installer lays the program beside the script; the newest one, in place of it. */
async function findProgram(folder: string): Promise<string> {
  const bin = path.join(folder, 'node_modules/opencode-ai/bin')
  for (const name of ['.opencode', 'opencode.exe']) {
    if (await fs.pathExists(path.join(bin, name))) return path.join(bin, name)
  }
  throw new Error(`There is no OpenCode in \`${bin}\`. Remove \`${folder}\` and try again.`)
}
