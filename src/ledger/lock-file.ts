import {createHash} from 'node:crypto'
import {readFile, stat} from 'node:fs/promises'
import * as v from 'valibot'
import {isMissing} from '../system/error-code.js'
import {createHolder, type Holder, holderSchema} from './holder.js'
import {unwritable} from './record-file.js'

/** Who holds a lock, by what its file says; `undefined` where there is no such file. */
export async function readHolder(file: string): Promise<Holder | undefined> {
  try {
    const text = await readFile(file, 'utf8')
    return parseHolder(text) ?? (await guessHolder(file, text))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw unwritable(file, error)
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const parsed = v.safeParse(holderSchema, JSON.parse(text))
    return parsed.success && /^[0-9a-f]{16}$/.test(parsed.output.token) ? parsed.output : undefined
  } catch {
    return undefined // Torn by a power cut, or still being written: `guessHolder` decides.
  }
}

/** A file that names nobody: fresh, it is being written just now; else its writer is gone. */
async function guessHolder(file: string, text: string): Promise<Holder> {
  const age = Date.now() - (await stat(file)).mtimeMs
  const mine = await createHolder()
  const token = createHash('sha256').update(text).digest('hex').slice(0, 16)
  return age < 5_000 ? {...mine, token} : {...mine, boot: 'unknown', token}
}
