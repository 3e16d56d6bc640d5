import {readFile} from 'node:fs/promises'
import path from 'node:path'
import {findNodeAtLocation, type Node} from 'jsonc-parser'
import {resolveHome} from './folders.js'
import {invalid, type JsoncFile, parseJsonc, readJsonc} from './jsonc-file.js'
import {type OpenCodeContext, openCodeFiles} from './opencode-files.js'

/** What OpenCode's own configuration says of sharing. */
export interface OpenCodeShare {
  /** The first place that disables it. One that does outweighs all others. */
  disabledBy: string | undefined
  /** The place that has OpenCode itself upload every session to its vendor's server. */
  uploadedBy: string | undefined
}

/**
 * Read what OpenCode reads, as far as it concerns sharing.
 *
 * @throws SessionpressError `CONFIG_INVALID` when a file is broken: it might have forbidden it
 */
export async function readOpenCodeShare(context: OpenCodeContext): Promise<OpenCodeShare> {
  const sources: JsoncFile[] = []
  for (const file of await openCodeFiles(context)) {
    const source = await readJsonc(file, (text) => substitute(text, context))
    if (source) sources.push(source)
  }
  const {OPENCODE_CONFIG_CONTENT: text} = context.env
  if (text) {
    const name = 'OPENCODE_CONFIG_CONTENT'
    sources.push(parseJsonc(name, text, (text) => substitute(text, context)))
  }

  let mode: {share: string; by: string} | undefined
  let hasOwnServer = false
  for (const source of sources) {
    const share = await readMode(source, context)
    if (share === 'disabled') return {disabledBy: source.file, uploadedBy: undefined}
    if (share !== undefined) mode = {share, by: source.file}
    hasOwnServer ||= findNodeAtLocation(source.root, ['enterprise', 'url']) !== undefined
  }
  if (/^(1|true)$/i.test(context.env.OPENCODE_AUTO_SHARE ?? ''))
    mode = {share: 'auto', by: 'OPENCODE_AUTO_SHARE'}
  const isUploaded = mode?.share === 'auto' && !hasOwnServer
  return {disabledBy: undefined, uploadedBy: isUploaded ? mode?.by : undefined}
}

/** The mode of one file; `autoshare` is what `share` was called before. */
async function readMode(source: JsoncFile, context: OpenCodeContext): Promise<string | undefined> {
  const modes: string[] = []
  for (const node of valuesAt(source, 'share')) {
    const mode = await resolve(node, source, context)
    if (!isMode(mode)) {
      throw invalid(source, node.offset, '`share` must be `manual`, `auto` or `disabled`')
    }
    modes.push(mode)
  }
  if (modes.includes('disabled')) return 'disabled'
  const isAuto = valuesAt(source, 'autoshare').at(-1)?.value === true
  return modes.at(-1) ?? (isAuto ? 'auto' : undefined)
}

/** A key that is there twice is read in both places: either may forbid. */
function valuesAt({root}: JsoncFile, name: string): Node[] {
  return (root.children ?? []).flatMap(({children: [key, value] = []}) =>
    key?.value === name && value ? [value] : [],
  )
}

function isMode(value: unknown): value is string {
  return value === 'manual' || value === 'auto' || value === 'disabled'
}

/** The value as OpenCode takes it: of a variable or a file where it says so. */
async function resolve(node: Node, source: JsoncFile, context: OpenCodeContext): Promise<unknown> {
  if (typeof node.value !== 'string') return node.value
  const text = substitute(node.value, context)
  const [whole, name] = /\{file:([^}]+)\}/.exec(text) ?? []
  if (whole === undefined || name === undefined) return text

  const folder = path.isAbsolute(source.file) ? path.dirname(source.file) : context.cwd
  const file = path.resolve(folder, resolveHome(name, context))
  try {
    const content = (await readFile(file, 'utf8')).trim()
    return text.replace(whole, () => content)
  } catch (error) {
    const why = `\`share\` takes its value from \`${file}\`, which cannot be read`
    throw invalid(source, node.offset, why, undefined, error)
  }
}

/** OpenCode puts variables into the text, before it reads it as JSON. */
function substitute(text: string, {env}: OpenCodeContext): string {
  return text.replace(/\{env:([^}]+)\}/g, (_, name: string) => env[name] ?? '')
}
