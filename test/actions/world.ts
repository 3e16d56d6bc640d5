import {mkdir, mkdtemp, rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import type {Surroundings} from '../../src/actions/types.js'

/** A home folder with a project, a state folder and a public folder, and what `share` takes there. */
export async function makeWorld() {
  const home = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-actions-'))
  onTestFinished(() => rm(home, {recursive: true, force: true}))
  const cwd = path.join(home, 'project')
  const publicFolder = path.join(cwd, 'public')
  await mkdir(path.join(cwd, '.git'), {recursive: true})
  await mkdir(publicFolder)

  let minutes = 0
  const warnings: string[] = []
  const surroundings: Partial<Surroundings> = {
    cwd,
    env: {},
    home,
    systemFolder: path.join(home, 'etc'),
    now: () => new Date(Date.UTC(2026, 0, 1, 0, minutes++)),
  }
  const options = {
    surroundings,
    state: path.join(home, 'state'),
    onWarning: (warning: string) => void warnings.push(warning),
  }
  return {home, cwd, publicFolder, warnings, options, state: options.state}
}
