import path from 'node:path'
import {applyEdits, findNodeAtLocation, modify} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {configFolder} from './folders.js'
import {type JsoncFile, parseJsonc, readJsonc} from './jsonc-file.js'
import {readLayer} from './layer.js'
import {formOf, replaceConfiguration} from './replace-configuration.js'

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
    await replaceConfiguration(file, insert(source, id))
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
