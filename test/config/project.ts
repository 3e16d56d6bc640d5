import {mkdir, mkdtemp, rm, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import type {PolicyContext} from '../../src/config/policy.js'

/** A home folder with a project in it, and the files given by their path below the home folder. */
export async function makeProject(files: Record<string, string> = {}) {
  const home = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-config-'))
  onTestFinished(() => rm(home, {recursive: true, force: true}))
  const cwd = path.join(home, 'project')
  await mkdir(path.join(cwd, '.git'), {recursive: true})
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(home, file)), {recursive: true})
    await writeFile(path.join(home, file), text)
  }
  // A machine's own policy has no say in a test.
  const context: PolicyContext = {home, cwd, env: {}, systemFolder: path.join(home, 'etc')}
  return {home, cwd, context}
}
