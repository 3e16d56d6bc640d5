import {readdir} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import type {LedgerContent} from './ledger.js'
import type {ShareRecord} from './record.js'
import {readRecord} from './record-file.js'

/** All records of a folder, oldest first. A damaged one does not hide the others. */
export async function readRecords(shares: string): Promise<LedgerContent> {
  const records: ShareRecord[] = []
  const damaged: SessionpressError[] = []
  for (const name of await namesIn(shares)) {
    try {
      const record = await readRecord(path.join(shares, name))
      if (record) records.push(record)
    } catch (error) {
      if (!(error instanceof SessionpressError)) throw error
      damaged.push(error)
    }
  }
  return {records: records.sort(byAge), damaged}
}

/** Ids of all records of a folder, damaged ones too. */
export async function recordIDs(shares: string): Promise<string[]> {
  return (await namesIn(shares)).map((name) => path.basename(name, '.json'))
}

async function namesIn(shares: string): Promise<string[]> {
  try {
    return (await readdir(shares)).filter((name) => /^s_[0-9a-z]+\.json$/.test(name)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${shares}\`.`, {
      hint: 'Check who may read that folder.',
      cause: error,
    })
  }
}

/** How records are ordered: oldest first. */
export function byAge(one: ShareRecord, other: ShareRecord): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1
  return one.shareID < other.shareID ? -1 : 1
}
