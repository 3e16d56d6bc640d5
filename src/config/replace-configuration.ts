import {lstat, realpath, rename, stat, unlink} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type {FormattingOptions} from 'jsonc-parser'
import {isMissing} from '../system/error-code.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'

/** How a person indents and ends lines, for what is put between them. */
export function formOf(text: string): FormattingOptions {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? []
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
}

/**
 * Put a text in the place of a configuration file, beside it first and then moved in, so that a crash
 * leaves the old file whole. A file that is new is for this person alone.
 */
export async function replaceConfiguration(file: string, text: string): Promise<void> {
  await makeFolder(path.dirname(file), 0o700)
  // People keep their configuration elsewhere and link to it; the link stays.
  const place = (await isThere(file)) ? await realpath(file) : file
  const mode = place === file && !(await isThere(place)) ? 0o600 : (await stat(place)).mode & 0o777
  const partial = path.join(path.dirname(place), `.${path.basename(place)}.${process.pid}.partial`)
  try {
    await writeDurably(partial, text, {mode})
    await rename(partial, place)
    await syncFolder(path.dirname(place))
  } catch (error) {
    await unlink(partial).catch(() => {}) // The failure above is the one to tell of.
    throw error
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await lstat(file)
    return true
  } catch (error) {
    if (isMissing(error)) return false
    throw error
  }
}
