import {createHash} from 'node:crypto'
import {link, unlink, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../errors.js'
import {isMissing, systemCode} from '../system/error-code.js'
import {createHolder, type Holder, isRunning} from './holder.js'
import {readHolder} from './lock-file.js'
import {unwritable} from './record-file.js'

export interface LockOptions {
  /** How long to wait for another process, in milliseconds. @default 10000; in a bucket, 15000 more than a dead one keeps its lock */
  wait?: number
}

/**
 * Take the lock `name` in `folder`. Locks of processes that died are taken
 * over, so a killed run never blocks the next one.
 *
 * @returns What lets go of it. Call it in a `finally`.
 * @throws SessionpressError `LEDGER_LOCKED` when another process keeps it for longer than `wait`.
 */
export async function acquireLock(
  folder: string,
  name: string,
  options: LockOptions = {},
): Promise<() => Promise<void>> {
  const file = fileOf(folder, name)
  const mine = await createHolder()
  await acquire(file, mine, name, options.wait ?? 10_000)
  return () => release(file, mine)
}

/** Whether a process that runs holds the lock `name` just now. Changes nothing. */
export async function isLocked(folder: string, name: string): Promise<boolean> {
  const holder = await readHolder(fileOf(folder, name))
  return holder !== undefined && (await isRunning(holder))
}

/** Remove the file of a lock whose holder died, as whoever takes that lock over would. */
export async function clearDeadLock(file: string): Promise<void> {
  const mine = await createHolder()
  if (!(await tryAcquire(file, mine))) await release(file, mine)
}

function fileOf(folder: string, name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16)
  return path.join(folder, `${hash}.lock`)
}

async function acquire(file: string, mine: Holder, name: string, wait: number): Promise<void> {
  const end = performance.now() + wait
  for (;;) {
    const holder = await tryAcquire(file, mine)
    if (!holder) return
    if (performance.now() >= end) throw locked(file, name, holder)
    await sleep(20 + Math.random() * 60)
  }
}

/**
 * Take the lock, or say who holds it.
 *
 * A dead holder's file may be removed only by who holds the lock named after
 * that file's token. So of two processes that find the same dead holder, the
 * slower one can never remove the lock that the quicker one has taken since.
 */
async function tryAcquire(file: string, mine: Holder): Promise<Holder | undefined> {
  for (;;) {
    if (await create(file, mine)) return undefined
    const holder = await readHolder(file)
    if (!holder) continue
    if (await isRunning(holder)) return holder

    const takeover = `${file}.${holder.token}`
    const rival = await tryAcquire(takeover, mine)
    if (rival) return rival
    try {
      if ((await readHolder(file))?.token === holder.token) await removeIfThere(file)
    } finally {
      await removeIfThere(takeover)
    }
  }
}

/** Make the lock's file with its content in one step; `false` when there is one. */
async function create(file: string, mine: Holder): Promise<boolean> {
  const text = JSON.stringify(mine)
  const partial = `${file}.${mine.token}.partial`
  try {
    await writeFile(partial, text, {mode: 0o600})
    await link(partial, file)
    return true
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return false
    // Some disks have no links; there the name comes first and the content a moment later.
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS') return createPlain(file, text)
    throw unwritable(file, error)
  } finally {
    await removeIfThere(partial)
  }
}

async function createPlain(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, {mode: 0o600, flag: 'wx'})
    return true
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false
    throw unwritable(file, error)
  }
}

async function release(file: string, mine: Holder): Promise<void> {
  if ((await readHolder(file))?.token === mine.token) await removeIfThere(file)
}

async function removeIfThere(file: string): Promise<void> {
  try {
    await unlink(file)
  } catch (error) {
    if (!isMissing(error)) throw unwritable(file, error)
  }
}

function locked(file: string, name: string, {pid, host}: Holder): SessionpressError {
  return new SessionpressError(
    'LEDGER_LOCKED',
    `Another sessionpress works on \`${name}\`: process ${pid} on \`${host}\`.`,
    {hint: `Wait until it has ended; if it never will, remove \`${file}\`.`},
  )
}
