import {constants} from 'node:fs'
import {mkdir, open, rename} from 'node:fs/promises'
import path from 'node:path'
import {describeBug, SessionpressError} from '../errors.js'
import {toPlainText} from './to-plain-text.js'

/** Bytes after which the log begins anew; what came before stays beside it, once. */
const longest = 256_000

/** Writes one line. It never fails, and never prints: the screen belongs to the client. */
export type Log = (line: string) => void

/** A log, and what waits for all its lines. */
export interface LogFile {
  log: Log
  written(): Promise<void>
}

/**
 * The log of the plugin, for its owner alone. Nothing of a session is ever written to it: ids, codes
 * and the words of our own errors are.
 *
 * @param folder Folder of the ledger; without one nothing is written.
 */
export function openLog(folder: string | undefined, now: () => Date): LogFile {
  let writing = Promise.resolve()
  return {
    log(line) {
      if (folder === undefined) return
      const text = `${now().toISOString()} ${toPlainText(line).replace(/\s+/g, ' ')}\n`
      // A log that cannot be written has nobody left to tell.
      writing = writing.then(() => append(path.join(folder, 'plugin.log'), text)).catch(() => {})
    },
    written: () => writing,
  }
}

/** A failure in words that hold nothing of a session. */
export function describeFailure(error: unknown): string {
  if (error instanceof SessionpressError) {
    return `${error.code}: ${error.message}${error.hint ? ` ${error.hint}` : ''}`
  }
  return `BUG: ${describeBug(error)}`
}

async function append(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(file), {recursive: true, mode: 0o700})
  const {O_WRONLY, O_CREAT, O_APPEND, O_NOFOLLOW = 0, O_NONBLOCK = 0} = constants
  // A pipe would keep a plain `open` waiting for its reader, and the client with it.
  const flags = O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK
  const handle = await open(file, flags, 0o600)
  try {
    await handle.appendFile(text)
    if ((await handle.stat()).size > longest) await rename(file, `${file}.old`)
  } finally {
    await handle.close()
  }
}
