import path from 'node:path'
import {findNodeAtLocation} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import type {FolderContext} from '../system/xdg-folders.js'
import type {Configuration} from './configuration.js'
import {hasConfigFolder, openCodeConfigFolder} from './folders.js'
import {invalid, type JsoncFile, parseJsonc, readJsonc} from './jsonc-file.js'
import {projectFolders} from './project-folders.js'

export interface PolicyContext extends FolderContext {
  /** Folder whose project is meant. */
  cwd: string
}

/**
 * Refuse to share where anything forbids it: the environment, our own
 * configuration, or OpenCode's, of the project or the person.
 *
 * @returns Warnings for the person at the keyboard.
 * @throws SessionpressError `SHARE_DISABLED` that names who said so; `CONFIG_INVALID` when a file
 * is broken, since it might have forbidden it.
 */
export async function checkPolicy(
  configuration: Pick<Configuration, 'disabledBy'>,
  context: PolicyContext,
): Promise<string[]> {
  const variable = context.env.OPENCODE_DISABLE_SHARE
  if (/^(1|true)$/i.test(variable ?? '')) throw disabled('the variable `OPENCODE_DISABLE_SHARE`')
  if (configuration.disabledBy) throw disabled(`\`${configuration.disabledBy}\``)

  const warnings: string[] = []
  for (const source of await readOpenCode(context)) {
    const {file} = source
    const share = readShare(source)
    if (share === 'disabled') throw disabled(`\`${file}\``)
    if (share === 'auto' && !findNodeAtLocation(source.root, ['enterprise', 'url'])) {
      warnings.push(
        `\`${file}\` says \`"share": "auto"\`: OpenCode itself uploads every session to its vendor's server.`,
      )
    }
  }
  return warnings
}

async function readOpenCode(context: PolicyContext): Promise<JsoncFile[]> {
  const sources: JsoncFile[] = []
  for (const file of await openCodeFiles(context)) {
    const source = await readJsonc(file)
    if (source) sources.push(source)
  }
  const {OPENCODE_CONFIG_CONTENT: text} = context.env
  if (text) sources.push(parseJsonc('OPENCODE_CONFIG_CONTENT', text))
  return sources
}

/** Every file that OpenCode itself would read here. */
async function openCodeFiles(context: PolicyContext): Promise<string[]> {
  const folders = (await projectFolders(context)).flatMap((folder) => [
    folder,
    path.join(folder, '.opencode'),
  ])
  const names = ['opencode.json', 'opencode.jsonc']
  const files = folders.flatMap((folder) => names.map((name) => path.join(folder, name)))
  if (hasConfigFolder(context)) {
    const folder = openCodeConfigFolder(context)
    for (const name of ['config.json', ...names]) files.push(path.join(folder, name))
  }
  const {OPENCODE_CONFIG: file, OPENCODE_CONFIG_DIR: folder} = context.env
  if (file) files.push(path.resolve(context.cwd, file))
  if (folder) for (const name of names) files.push(path.resolve(context.cwd, folder, name))
  return files
}

function readShare(source: JsoncFile): unknown {
  const node = findNodeAtLocation(source.root, ['share'])
  if (!node) return undefined
  if (['manual', 'auto', 'disabled'].includes(node.value)) return node.value
  const why = '`share` must be `manual`, `auto` or `disabled`'
  throw invalid(source, node.offset, why)
}

function disabled(by: string): SessionpressError {
  return new SessionpressError('SHARE_DISABLED', `Sharing is switched off by ${by}.`, {
    hint: 'Use `sessionpress export` to make the page for yourself, without putting it anywhere.',
  })
}
