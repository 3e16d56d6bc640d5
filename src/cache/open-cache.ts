import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readdirSync, rmSync, statSync} from 'node:fs'
import path from 'node:path'
import {openPack, type Pack} from './pack.js'

/** Bytes of all packs together. Those that were not used for longest go first. */
const mostBytes = 200 * 1024 * 1024

/**
 * What was made of one session before, in one file of the cache folder. Every session has its own, so
 * that a run reads what it wants and nothing else.
 *
 * It holds pieces of pages, which are made of redacted text only.
 *
 * @returns Nothing where there is no folder to keep it in.
 */
export function openCache(folder: string, sessionID: string): Pack | undefined {
  const name = createHash('sha256').update(sessionID).digest('hex').slice(0, 32)
  if (!makeFolder(folder)) return undefined
  const pack = openPack(path.join(folder, `${name}.pack`))
  return {
    ...pack,
    close() {
      pack.close()
      sweep(folder)
    },
  }
}

/** Make the folder and the one above it. Nobody's home is made, where it is not there. */
function makeFolder(folder: string): boolean {
  try {
    if (!existsSync(path.dirname(path.dirname(folder)))) return false
    mkdirSync(folder, {recursive: true, mode: 0o700})
    return true
  } catch {
    return false
  }
}

/** Remove the packs that were not used for longest, and what killed runs left. */
function sweep(folder: string): void {
  let left = mostBytes
  for (const {file, size, isPartial} of filesIn(folder)) {
    left -= size
    if (left < 0 || isPartial) removeIfPossible(file)
  }
}

/** Packs, the latest first, and files that were never moved to their place for an hour. */
function filesIn(folder: string): {file: string; size: number; isPartial: boolean}[] {
  const found: {file: string; size: number; time: number; isPartial: boolean}[] = []
  try {
    for (const name of readdirSync(folder)) {
      if (!/^[0-9a-f]{32}\.pack(?:\.[0-9a-f]{16}\.partial)?$/.test(name)) continue
      const file = path.join(folder, name)
      const {size, mtimeMs: time} = statSync(file)
      const isPartial = name.endsWith('.partial')
      if (isPartial && Date.now() - time < 3_600_000) continue
      found.push({file, size, time, isPartial})
    }
  } catch {
    // Another process sweeps as well.
  }
  return found.sort((one, other) => other.time - one.time)
}

/** A file that another run has open stays, on some systems. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, {force: true})
  } catch {
    // The next run tries again.
  }
}
