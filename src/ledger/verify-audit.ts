import {readFile} from 'node:fs/promises'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import {auditFileOf, beginning, hashOf} from './audit.js'

/** The first line that does not follow from the lines before it. */
export interface BrokenLine {
  /** From 1. */
  line: number
  why: string
}

const lineSchema = v.object({version: v.number(), event: v.string(), previous: v.string()})

/**
 * Follow the chain from its beginning.
 *
 * @returns The first broken line; `undefined` where all is well.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export async function verifyAudit(folder: string): Promise<BrokenLine | undefined> {
  return findBroken(await readLines(auditFileOf(folder)))
}

/** The first line that does not follow from those before it; `undefined` where all do. */
export function findBroken(lines: readonly Buffer[]): BrokenLine | undefined {
  let previous = beginning
  let broken: BrokenLine | undefined
  for (const [index, line] of lines.entries()) {
    const parsed = parseLine(line)
    const isNext = parsed?.previous === previous
    if (broken && !(isNext && parsed.event === 'torn')) return broken
    broken = undefined
    if (!parsed) broken = {line: index + 1, why: 'it is no whole line'}
    else if (!isNext) return {line: index + 1, why: 'it does not follow the line before it'}
    previous = hashOf(line)
  }
  return broken
}

async function readLines(file: string): Promise<Buffer[]> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    if (isMissing(error)) return []
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`.`, {
      hint: 'Check who may read that file.',
      cause: error,
    })
  }
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(newline, from)
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end))
    from = end < 0 ? bytes.length : end + 1
  }
  return lines
}

function parseLine(line: Buffer): {event: string; previous: string} | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(line.toString('utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined // The caller says which line it is.
  }
}

const newline = 10
