import {lstat, readdir, readFile, unlink} from 'node:fs/promises'
import path from 'node:path'
import {isMissing, isNowhere} from '../system/error-code.js'
import {isRunning} from './holder.js'
import type {Ledger} from './ledger.js'
import {clearDeadLock} from './lock.js'
import {readHolder} from './lock-file.js'
import {unwritable} from './record-file.js'

/** A file that a killed run left in the folder of the ledger. It hinders nothing. */
export interface Remains {
  type: 'lock' | 'partial'
  file: string
  /** Take it away, unless somebody uses it by now. */
  clear(): Promise<void>
}

/**
 * Locks whose holders died, and files that were never moved to their place. What a process that
 * runs may be writing is not among them. Changes nothing.
 */
export async function findRemains(ledger: Ledger): Promise<Remains[]> {
  const {folder} = ledger
  if (folder === undefined) return []
  const [locks, isIdle] = await findDeadLocks(path.join(folder, 'locks'))
  const remains = [...locks]
  const shares = path.join(folder, 'shares')
  for (const name of await namesIn(shares, /^\.s_[0-9a-z]+\.json\.partial$/)) {
    const found = await findDraft(path.join(shares, name), ledger, isIdle)
    if (found) remains.push(found)
  }
  const reviews = path.join(folder, 'reviews')
  for (const [place, names] of [
    [reviews, await namesIn(reviews, /^\.[0-9a-f]{32}\.json\.partial$/)],
    [folder, await namesIn(folder, /^key\.[0-9a-f]{16}\.partial$/)],
  ] as const) {
    for (const name of names) {
      const file = path.join(place, name)
      if (await isOld(file)) remains.push({type: 'partial', file, clear: () => remove(file)})
    }
  }
  return remains
}

/** Dead locks, and whether no lock at all is held. */
async function findDeadLocks(folder: string): Promise<[Remains[], boolean]> {
  const dead: Remains[] = []
  let isIdle = true
  for (const name of await namesIn(folder, /^[0-9a-f]{16}\.lock(\.[0-9a-f]{16})*(\.partial)?$/)) {
    const file = path.join(folder, name)
    const holder = await readHolder(file)
    if (!holder) continue
    const isPartial = name.endsWith('.partial')
    if (await isRunning(holder)) isIdle &&= isPartial
    // The name of a partial file is that of one taking, which nobody else uses.
    else if (isPartial) dead.push({type: 'partial', file, clear: () => remove(file)})
    else dead.push({type: 'lock', file, clear: () => clearDeadLock(file)})
  }
  return [dead, isIdle]
}

/** A record's draft, which its writer makes under the lock of the session. */
async function findDraft(
  file: string,
  ledger: Ledger,
  isIdle: boolean,
): Promise<Remains | undefined> {
  const sessionID = await readSessionID(file)
  if (sessionID === undefined) {
    if (!isIdle && !(await isOld(file))) return undefined
    return {type: 'partial', file, clear: () => remove(file)}
  }
  if (await ledger.isLocked(sessionID)) return undefined
  const clear = async () => {
    const release = await ledger.lock(sessionID)
    try {
      await remove(file)
    } finally {
      await release()
    }
  }
  return {type: 'partial', file, clear}
}

/** A draft that a crash cut short may tell no more than this. */
async function readSessionID(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '')
  const [quoted] = /(?<="sessionID": )"(?:[^"\\]|\\.)*"/.exec(text) ?? []
  try {
    return quoted === undefined ? undefined : String(JSON.parse(quoted))
  } catch {
    return undefined
  }
}

/** Nobody writes a file of this size for a minute. */
async function isOld(file: string): Promise<boolean> {
  try {
    return Date.now() - (await lstat(file)).mtimeMs > 60_000
  } catch (error) {
    if (isMissing(error)) return false
    throw unwritable(file, error)
  }
}

async function remove(file: string): Promise<void> {
  try {
    await unlink(file)
  } catch (error) {
    if (!isMissing(error)) throw unwritable(file, error)
  }
}

async function namesIn(folder: string, pattern: RegExp): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => pattern.test(name)).sort()
  } catch (error) {
    if (isNowhere(error)) return []
    throw unwritable(folder, error)
  }
}
