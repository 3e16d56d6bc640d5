import type {Ledger} from '../../ledger/ledger.js'
import {isServed} from '../../ledger/record.js'
import {findShares} from '../find-shares.js'
import type {LoadOptions} from '../load.js'
import type {Surroundings} from '../types.js'
import {readServed} from './read-served.js'

interface FindOptions {
  ledger: Ledger
  surroundings: Surroundings
  source: string | undefined
}

/**
 * How to load a session that OpenCode's client shares, which no store of this machine may have.
 * `undefined` for any other session.
 */
export async function findServedSession(
  session: string | undefined,
  {ledger, surroundings, source}: FindOptions,
): Promise<Pick<LoadOptions, 'read' | 'earlier' | 'folders'> | undefined> {
  if (session === undefined || !/s_|^ses/.test(session)) return undefined
  const {records} = await ledger.list()
  const record = findShares(session, records).findLast(isServed)
  if (!record) return undefined
  const served = await readServed({ledger, surroundings, source}, record)
  if (!served) return undefined
  const {native, earlier, folders} = served
  return {read: async () => native, earlier, folders}
}
