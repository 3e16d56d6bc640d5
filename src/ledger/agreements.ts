import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isNowhere} from '../system/error-code.js'
import {makeFolder} from '../system/sync-folder.js'
import {replaceFile, unwritable} from './record-file.js'

/** What a person agreed to, as far as it is kept in words. */
export interface Agreement {
  /** The project's file that asks for it. */
  file: string
  /** Name of the target. */
  target: string
  /** ISO 8601, UTC. */
  agreedAt: string
}

/**
 * Whether a person has agreed to exactly this. A file that cannot be read is no agreement.
 *
 * @param folder Folder of the ledger.
 * @param what Everything that was agreed to, to the letter. It may hold secrets; only a hash is kept.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export async function hasAgreement(folder: string, what: string): Promise<boolean> {
  const file = fileOf(folder, what)
  try {
    await readFile(file, 'utf8')
    return true
  } catch (error) {
    if (isNowhere(error)) return false
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`.`, {
      hint: 'Check who may read that file, or remove it and agree again.',
      cause: error,
    })
  }
}

/**
 * Keep that a person has agreed.
 *
 * @throws SessionpressError `LEDGER_UNWRITABLE`
 */
export async function writeAgreement(
  folder: string,
  what: string,
  agreement: Agreement,
): Promise<void> {
  const file = fileOf(folder, what)
  try {
    await makeFolder(path.dirname(file), 0o700)
  } catch (error) {
    throw unwritable(path.dirname(file), error)
  }
  await replaceFile(file, `${JSON.stringify({version: 1, ...agreement}, undefined, 2)}\n`)
}

function fileOf(folder: string, what: string): string {
  const name = createHash('sha256').update(what).digest('hex')
  return path.join(folder, 'agreements', `${name}.json`)
}
