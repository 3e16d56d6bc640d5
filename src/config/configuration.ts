import path from 'node:path'
import {findNodeAtLocation} from 'jsonc-parser'
import * as v from 'valibot'
import type {FolderContext} from '../system/xdg-folders.js'
import {nearest} from '../text/nearest.js'
import {checkObject, type ObjectSchema} from './check-object.js'
import {configFolder, hasConfigFolder, resolveHome} from './folders.js'
import {invalid, type JsoncFile, readJsonc} from './jsonc-file.js'
import {projectFolders} from './project-folders.js'
import {readTarget, type TargetSetting} from './target-setting.js'

/** Name of the configuration file in a project. */
const projectFile = 'sessionpress.json'

/** What the configuration files say together; the project's file counts before the person's own. */
export interface Configuration {
  /** Name of the default target. */
  target: string | undefined
  targets: ReadonlyMap<string, TargetSetting>
  /** Whether a first share is asked about. */
  confirm: boolean
  /** The file that disables sharing. One that does outweighs all others. */
  disabledBy: string | undefined
  /** Absolute path of a stylesheet that is put over the page's own. */
  style: string | undefined
  /** Whether cards that chats make of a link may show the title. */
  linkPreview: boolean
}

interface ReadConfigurationOptions extends FolderContext {
  /** Folder whose project is meant. */
  cwd: string
  /** The options that each type of target takes, as a schema. */
  targetSchemas: Readonly<Record<string, ObjectSchema>>
}

const topSchema = v.strictObject({
  target: v.exactOptional(v.string()),
  // valibot's `record` takes an array too.
  targets: v.exactOptional(
    v.custom<Record<string, unknown>>(
      (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    ),
  ),
  confirm: v.exactOptional(v.boolean()),
  share: v.exactOptional(v.picklist(['manual', 'auto', 'disabled'])),
  style: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
  linkPreview: v.exactOptional(v.boolean()),
})

/**
 * Read the project's configuration over the person's own.
 *
 * @throws SessionpressError `CONFIG_INVALID`
 */
export async function readConfiguration(options: ReadConfigurationOptions): Promise<Configuration> {
  const candidates = (await projectFolders(options)).map((folder) => path.join(folder, projectFile))
  const project = await readFirst(candidates)
  const user = hasConfigFolder(options)
    ? await readJsonc(path.join(configFolder(options), 'config.json'))
    : undefined

  const layers = [project, user]
    .filter((source) => source !== undefined)
    .map((source) => ({source, ...checkObject(source, [], topSchema)}))

  const targets = new Map<string, TargetSetting>()
  for (const {source, targets: named} of layers.toReversed()) {
    for (const name of Object.keys(named ?? {})) {
      targets.set(name, readTarget(source, name, options))
    }
  }
  for (const layer of layers) checkDefault(layer.source, layer.target, targets)

  const disabledBy = layers.find((layer) => layer.share === 'disabled')?.source.file
  const styles = layers.flatMap(({source, style}) =>
    style === undefined ? [] : path.resolve(path.dirname(source.file), resolveHome(style, options)),
  )
  return {
    target: layers.find((layer) => layer.target !== undefined)?.target,
    targets,
    confirm: layers.find((layer) => layer.confirm !== undefined)?.confirm ?? true,
    disabledBy,
    style: styles[0],
    linkPreview: layers.find((layer) => layer.linkPreview !== undefined)?.linkPreview ?? true,
  }
}

async function readFirst(files: string[]): Promise<JsoncFile | undefined> {
  for (const file of files) {
    const source = await readJsonc(file)
    if (source) return source
  }
  return undefined
}

function checkDefault(
  source: JsoncFile,
  name: string | undefined,
  targets: ReadonlyMap<string, unknown>,
): void {
  if (name === undefined || targets.has(name)) return
  const node = findNodeAtLocation(source.root, ['target'])
  const meant = nearest(name, targets.keys())
  const hint = meant ? `Write \`${meant}\` in its place.` : `Describe it under \`targets.${name}\`.`
  throw invalid(
    source,
    node?.offset ?? 0,
    `\`target\` names \`${name}\`, which is not configured`,
    hint,
  )
}
