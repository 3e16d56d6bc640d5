import {createHash} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import {isNowhere} from '../system/error-code.js'
import {makeFolder} from '../system/sync-folder.js'
import {replaceFile, unwritable} from './record-file.js'

/** Version of the file. */
const version = 1

const schema = v.object({
  version: v.literal(version),
  sessionID: v.string(),
  /** By the id of a finding, which is made of its keyed fingerprint and says nothing of its value. */
  findings: v.record(v.string(), v.picklist(['redact', 'allow'])),
  /** Ids of pictures and other files that a person has looked at, and lets out. */
  seen: v.array(v.string()),
  /** Blocks that stay at home, as links name them: `t12-4`. */
  dropBlocks: v.array(v.string()),
})

/** What a person has decided about one session. It holds no value of the session. */
export type Decisions = Omit<v.InferOutput<typeof schema>, 'version'>

/** Nothing is decided yet. */
export function noDecisions(sessionID: string): Decisions {
  return {sessionID, findings: {}, seen: [], dropBlocks: []}
}

/**
 * What was decided about a session in earlier reviews.
 *
 * @param folder Folder of the ledger.
 * @throws SessionpressError `LEDGER_UNREADABLE`: a decision that cannot be read is never guessed.
 */
export async function readDecisions(folder: string, sessionID: string): Promise<Decisions> {
  const file = fileOf(folder, sessionID)
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isNowhere(error)) return noDecisions(sessionID)
    throw unreadable(file, 'the system refuses it', error)
  }
  return parseDecisions(file, text)
}

/**
 * Keep what was decided, readable by this person alone.
 *
 * @throws SessionpressError `LEDGER_UNWRITABLE`
 */
export async function writeDecisions(folder: string, decisions: Decisions): Promise<void> {
  const file = fileOf(folder, decisions.sessionID)
  try {
    await makeFolder(path.dirname(file), 0o700)
  } catch (error) {
    throw unwritable(path.dirname(file), error)
  }
  await replaceFile(file, formatDecisions(decisions))
}

/** Decisions as they are kept. */
export function formatDecisions(decisions: Decisions): string {
  return `${JSON.stringify({version, ...decisions}, undefined, 2)}\n`
}

/**
 * @param file Where they lie, in words for a person.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export function parseDecisions(file: string, text: string): Decisions {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unreadable(file, 'it is no whole JSON', error)
  }
  const result = v.safeParse(schema, value)
  if (!result.success) throw unreadable(file, result.issues[0].message)
  const {version: _, ...decisions} = result.output
  return decisions
}

function fileOf(folder: string, sessionID: string): string {
  return path.join(folder, 'reviews', `${nameOfSession(sessionID)}.json`)
}

/** Ids of sessions are anybody's text; their hash is a name for a file. */
export function nameOfSession(sessionID: string): string {
  return createHash('sha256').update(sessionID).digest('hex').slice(0, 32)
}

function unreadable(file: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`: ${why}.`, {
    hint: 'Repair the file or remove it, then review the session again.',
    cause,
  })
}
