import {lstat, realpath, rename, stat, unlink} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {applyEdits, type FormattingOptions, findNodeAtLocation, modify} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {configFolder} from './folders.js'
import {type JsoncFile, parseJsonc, readJsonc} from './jsonc-file.js'
import {readLayer} from './layer.js'

/**
 * Allow a finding for good: add its id to `redact.allow` of the person's own
 * configuration. Comments and the form of the file stay.
 *
 * @param id Id of a finding, such as `github-token:3f9a1c20`; never the value.
 * @returns The file that says so now.
 * @throws SessionpressError `CONFIG_INVALID` when the file is broken, `CONFIG_UNWRITABLE`
 */
export async function addAllow(id: string, context: FolderContext): Promise<string> {
  const file = path.join(configFolder(context), 'config.json')
  const source = (await readJsonc(file)) ?? parseJsonc(file, '{}\n')
  if (readLayer(source).redact.allow.includes(id)) return file

  try {
    await replace(file, insert(source, id))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new SessionpressError('CONFIG_UNWRITABLE', `Cannot write \`${file}\`: ${why}.`, {
      hint: `Add \`${id}\` to \`redact.allow\` there yourself.`,
      cause: error,
    })
  }
  return file
}

/**
 * `modify` makes `redact` and `allow` where they are missing. In a list it takes
 * the first place: behind the last entry it would slip in before that entry's comment.
 */
function insert({text, root}: JsoncFile, id: string): string {
  const formattingOptions = formOf(text)
  const edits = findNodeAtLocation(root, ['redact', 'allow'])
    ? modify(text, ['redact', 'allow', 0], id, {isArrayInsertion: true, formattingOptions})
    : modify(text, ['redact', 'allow'], [id], {formattingOptions})
  return applyEdits(text, edits)
}

function formOf(text: string): FormattingOptions {
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? []
  return {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.startsWith('\t') ? 1 : indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  }
}

/** Written beside its place and moved in, so that a crash leaves the old file whole. */
async function replace(file: string, text: string): Promise<void> {
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
