import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {SessionpressError} from '../../src/errors.js'
import type {JsonObject} from '../../src/session/json.js'
import type {SourceContext} from '../../src/sources/types.js'
import {temporaryFolder} from '../support/case.js'

/** Folder of this area's fixtures. */
export const fixtures = path.resolve('fixtures/sources')

/** Ids of the sessions in the fixtures, by the names that they were recorded under. */
export const ids = {
  feature: 'ses_dfd2e80e2ffep3wJoxR4mPhc0H',
  subagents: 'ses_dfd2def1bffe348zxwRyTTFtaX',
  reverted: 'ses_dfd2c09e4ffeUbaWKtrZe5LUmj',
}

/** An export as recorded. */
export interface Exported {
  info: JsonObject
  messages: {info: JsonObject; parts: JsonObject[]}[]
}

/** An export of the fixtures, fresh for each caller. */
export function exported(name: string): Exported {
  return fs.readJsonSync(path.join(fixtures, 'exports', `${name}.json`))
}

/** A copy of the recorded store: SQLite makes files beside the one that it reads. */
export async function copyOfStore(): Promise<string> {
  const file = path.join(await temporaryFolder(), 'opencode.db')
  await fs.copy(path.join(fixtures, 'opencode.db'), file)
  return file
}

/** A copy of the store with something changed in it. */
export async function changedStore(change: (database: Database.Database) => void): Promise<string> {
  const file = await copyOfStore()
  const database = new Database(file)
  change(database)
  database.close()
  return file
}

/** A world of its own: no store, no environment, the real network. */
export function world(changes: Partial<SourceContext> = {}): SourceContext {
  return {
    cwd: fixtures,
    env: {},
    home: undefined,
    fetch: globalThis.fetch,
    stdin: async () => new Uint8Array(),
    ...changes,
  }
}

/** The error that a call fails with; anything but our own fails the test. */
export async function failureOf(call: Promise<unknown>): Promise<SessionpressError> {
  const error = await call.then(
    () => new Error('It did not fail'),
    (reason: unknown) => reason,
  )
  if (error instanceof SessionpressError) return error
  throw error
}
