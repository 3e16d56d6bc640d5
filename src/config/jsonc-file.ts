import {constants, type FileHandle, open} from 'node:fs/promises'
import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'

/** A file of JSON with comments, with the place of everything in it. */
export interface JsoncFile {
  file: string
  text: string
  root: Node
  value: unknown
}

/**
 * Read a JSONC file; trailing commas are fine.
 *
 * @returns `undefined` when there is no such file.
 * @throws SessionpressError `CONFIG_INVALID` with file, line and column. A file that is there
 * and cannot be read is an error too: it might forbid what we are about to do.
 */
export async function readJsonc(
  file: string,
  substitute?: (text: string) => string,
): Promise<JsoncFile | undefined> {
  const text = await readText(file)
  return text === undefined ? undefined : parseJsonc(file, text, substitute)
}

/**
 * Parse JSONC that came from `file`, or from what is called so.
 *
 * @param substitute Makes JSON of a text that is none yet, as in `{"port": {env:PORT}}`.
 */
export function parseJsonc(
  file: string,
  text: string,
  substitute?: (text: string) => string,
): JsoncFile {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, {allowTrailingComma: true})
  const [error] = errors
  if (!root || error) {
    const substituted = substitute?.(text) ?? text
    if (substituted !== text) return parseJsonc(file, substituted)
    const what = error ? printParseErrorCode(error.error) : 'ValueExpected'
    const words = what.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
    throw invalid({file, text}, error?.offset ?? 0, `it is no valid JSON, ${words}`)
  }
  return {file, text, root, value: getNodeValue(root)}
}

/** The error for something in a configuration file, at an offset in its text. */
export function invalid(
  {file, text}: Pick<JsoncFile, 'file' | 'text'>,
  offset: number,
  why: string,
  hint = 'Correct the file, then run this again.',
  cause?: unknown,
): SessionpressError {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/)
  const column = (before.at(-1)?.length ?? 0) + 1
  return new SessionpressError(
    'CONFIG_INVALID',
    `\`${file}\` line ${before.length}, column ${column}: ${why}.`,
    cause === undefined ? {hint} : {hint, cause},
  )
}

const absent = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'])

/** No person writes so much by hand. */
const mostBytes = 4_000_000

async function readText(file: string): Promise<string | undefined> {
  if (file.includes('\0')) return undefined
  let handle: FileHandle | undefined
  try {
    // Sessions name folders that anybody may have filled, and a pipe keeps a plain `open` waiting.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = await handle.stat()
    const isOdd = !stats.isFile() && !stats.isDirectory()
    if (isOdd) throw unreadable(file, 'it is no regular file')
    if (stats.size > mostBytes) throw unreadable(file, 'it is too big for a configuration')
    // An editor's byte order mark is not part of the JSON.
    return (await handle.readFile('utf8')).replace(/^\uFEFF/, '')
  } catch (error) {
    if (error instanceof SessionpressError) throw error
    const code = systemCode(error)
    // A session's folder can be called what no file system can hold: nothing is there then.
    if (absent.has(code ?? '')) return undefined
    throw unreadable(file, code ?? 'for no known reason', error)
  } finally {
    await handle?.close()
  }
}

function unreadable(file: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('CONFIG_INVALID', `Cannot read \`${file}\` (${why}).`, {
    hint: 'Check what it is, and who may read it.',
    cause,
  })
}
