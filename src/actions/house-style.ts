import {constants, type FileHandle, open, realpath} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {cleanText, withNewlines} from '../render/text/clean.js'
import {isMissing, systemCode} from '../system/error-code.js'
import {formatBytes} from '../text/format-bytes.js'

/** Bytes of a style that a page takes. It stands on every page of a session. */
const mostBytes = 256_000

/**
 * The text of a stylesheet that a person puts over the page's own, such that nothing in it can end
 * the element that it stands in.
 *
 * @throws SessionpressError `STYLE_INVALID`
 */
export async function readHouseStyle(
  file: string,
  onWarning: (warning: string) => void,
): Promise<string> {
  const style = checked(file, decoded(file, await readBytes(file)))
  const absent = absentThings(style)
  if (absent.length > 0) {
    onWarning(
      `\`${path.basename(file)}\` asks for ${absent.join(' and ')}: a page loads nothing from the network or beside it. Only pictures work, as \`data:\` addresses.`,
    )
  }
  return style
}

async function readBytes(file: string): Promise<Uint8Array> {
  let handle: FileHandle | undefined
  try {
    // A configuration that came with a project must not publish a key file, also not by a link to it.
    if (!/\.css$/i.test(await realpath(file))) {
      throw invalid(file, 'is no `.css` file', 'Name a file that ends in `.css`.')
    }
    // A pipe would keep a plain `open` waiting for its writer.
    handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    const stats = await handle.stat()
    if (!stats.isFile()) throw invalid(file, 'is no file', 'Name a CSS file.')
    if (stats.size > mostBytes) {
      const sizes = `has ${formatBytes(stats.size)}; ${formatBytes(mostBytes)} is the most`
      throw invalid(file, sizes, 'Take fonts and pictures out of it, or make them smaller.')
    }
    return await handle.readFile()
  } catch (error) {
    if (error instanceof SessionpressError) throw error
    if (isMissing(error)) throw invalid(file, 'is not there', 'Check its path.', error)
    const why = `cannot be read (${systemCode(error) ?? 'for no known reason'})`
    throw invalid(file, why, 'Check who may read it.', error)
  } finally {
    await handle?.close()
  }
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes)
  } catch (error) {
    throw invalid(file, 'is no UTF-8 text', 'Save it as UTF-8.', error)
  }
}

/**
 * Refused rather than repaired: what takes a character away can join two halves of an end tag.
 *
 * `</style` is the only thing that ends the element (HTML standard, 13.2.5.14 "RAWTEXT end tag name").
 */
function checked(file: string, text: string): string {
  // A form feed is a line break in CSS, and no page may hold one.
  const style = withNewlines(text).replaceAll('\f', '\n').trimEnd()
  const lineAt = (index: number) => style.slice(0, index).split('\n').length
  const end = style.search(/<\/style/i)
  if (end !== -1) {
    const hint = 'Write `<\\/style` where a string needs it, and give CSS alone.'
    throw invalid(file, `line ${lineAt(end)}, holds \`</style\``, hint)
  }
  const clean = cleanText(style)
  if (clean === style) return style
  const at = Array.from({length: style.length}, (_, index) => index)
  const wrong = at.find((index) => style[index] !== clean[index]) ?? 0
  throw invalid(file, `line ${lineAt(wrong)}, holds a control character`, 'Take it out.')
}

/** What a style asks for and no page gives it, as words. Comments ask for nothing. */
function absentThings(style: string): string[] {
  const rules = style.replace(/\/\*[\s\S]*?(?:\*\/|$)/g, '')
  const addresses = [...rules.matchAll(/\burl\(\s*["']?(?!data:|#)([^"')\s]{1,60})/gi)]
  const isFont = /@font-face\b/i.test(rules)
  return [
    ...(/@import\b/i.test(rules) ? ['`@import`'] : []),
    ...addresses.slice(0, 1).map(([, address]) => `\`${address}\``),
    ...(isFont && addresses.length === 0 ? ['`@font-face`'] : []),
  ]
}

function invalid(file: string, what: string, hint: string, cause?: unknown): SessionpressError {
  return new SessionpressError('STYLE_INVALID', `The style \`${file}\` ${what}.`, {hint, cause})
}
