import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import {onTestFinished} from 'vitest'

export const root = path.resolve(import.meta.dirname, '../..')

/** A session to read, as the public API takes it. */
export interface Case {
  name: string
  session: string
  source?: string
}

/** Each folder of `fixtures/sessions` is one: an `input.json`, or a `storage` tree with the id beside it. */
export async function fixtureCases(): Promise<Case[]> {
  const folder = path.join(root, 'fixtures/sessions')
  const names = (await fs.readdir(folder)).sort()
  return await Promise.all(names.map((name) => caseOf(path.join(folder, name), name)))
}

async function caseOf(folder: string, name: string): Promise<Case> {
  const file = path.join(folder, 'input.json')
  if (await fs.pathExists(file)) return {name, session: file}
  const session = (await fs.readFile(path.join(folder, 'session.txt'), 'utf8')).trim()
  return {name, session, source: path.join(folder, 'storage')}
}

/** A new folder that goes when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-test-'))
  onTestFinished(() => fs.remove(folder))
  return folder
}

/** The person at the keyboard in tests: Dev, whose home the fixtures were made in. */
export const surroundings = {home: '/home/dev', env: {}}
