import path from 'node:path'
import {findNodeAtLocation} from 'jsonc-parser'
import {SessionpressError} from '../errors.js'
import type {Selection} from '../session/selection.js'
import type {FolderContext} from '../system/xdg-folders.js'
import {nearest} from '../text/nearest.js'
import type {ObjectSchema} from './check-object.js'
import {type EncryptRule, ruleOf, strictestRule} from './encrypt-rule.js'
import {resolveHome, userFile} from './folders.js'
import {invalid, type JsoncFile, readJsonc} from './jsonc-file.js'
import {type Layer, readLayer} from './layer.js'
import {noOrganisation, type Organisation, readOrganisation} from './organisation.js'
import {projectFolders} from './project-folders.js'
import {type RedactSettings, uniteRedact} from './redact-settings.js'
import {uniteSelection} from './selection-settings.js'
import {readTarget, type TargetSetting} from './target-setting.js'

/** Name of the configuration file in a project. */
export const projectFile = 'sessionpress.json'

/** What the files say together: the project's before the person's own, and a policy over both. */
export interface Configuration {
  /** Name of the default target. */
  target: string | undefined
  targets: ReadonlyMap<string, TargetSetting>
  /** Whether a first share is asked about. */
  confirm: boolean
  /** The file whose `share` disables sharing. One that does outweighs all others. */
  disabledBy: string | undefined
  /** Absolute path of a stylesheet that is put over the page's own. */
  style: string | undefined
  /** Whether cards that chats make of a link may show the title. */
  linkPreview: boolean
  /** What goes out of a session. */
  selection: Partial<Selection>
  redact: RedactSettings
  /** Which shares are encrypted. */
  encrypt: EncryptRule
  /** Whether a share needs a finished review. */
  review: boolean
  /** What the organisation demands, with who says so. */
  organisation: Organisation
}

export interface ReadConfigurationOptions extends FolderContext {
  /** Folder whose project is meant. */
  cwd: string
  /** The options that each type of target takes, as a schema. */
  targetSchemas: Readonly<Record<string, ObjectSchema>>
  /** Whether the organisation's policy is read; a removal goes on without. @default true */
  hasPolicy?: boolean
  /** Told of a target that is described wrongly, which is left out then. @default the error is thrown */
  onBrokenTarget?: (name: string, error: SessionpressError) => void
}

/**
 * Read the project's configuration over the person's own, and the
 * organisation's policy over both.
 *
 * @throws SessionpressError `CONFIG_INVALID`
 */
export async function readConfiguration(options: ReadConfigurationOptions): Promise<Configuration> {
  const {hasPolicy = true} = options
  const layers = [await readProjectLayer(options), await readUserLayer(options)].filter(
    (layer) => layer !== undefined,
  )
  const organisation = hasPolicy ? await readOrganisation(options) : noOrganisation
  const first = <Key extends 'target' | 'confirm' | 'linkPreview'>(
    key: Key,
  ): Layer[Key] | undefined => layers.find((layer) => layer[key] !== undefined)?.[key]
  const disabling = layers.find(({share}) => share === 'disabled')

  return {
    target: first('target'),
    targets: readTargets(layers, options),
    confirm: first('confirm') ?? true,
    disabledBy: organisation.disabled?.file ?? disabling?.source.file,
    style: styleOf(layers, options),
    linkPreview: first('linkPreview') ?? true,
    selection: uniteSelection([...layers, {exclude: organisation.exclude}]),
    redact: uniteRedact([...layers.map(({redact}) => redact), ...organisation.redact]),
    encrypt: strictestRule([ruleOf(organisation), ...layers.map(({encrypt}) => encrypt)]),
    review: organisation.review !== undefined,
    organisation,
  }
}

/** What the nearest `sessionpress.json` of a folder's project says. */
export async function readProjectLayer(
  context: FolderContext & {cwd: string},
): Promise<Layer | undefined> {
  for (const folder of await projectFolders(context)) {
    const source = await readJsonc(path.join(folder, projectFile))
    if (source) return readLayer(source)
  }
  return undefined
}

export async function readUserLayer(context: FolderContext): Promise<Layer | undefined> {
  const file = userFile(context)
  const source = file === undefined ? undefined : await readJsonc(file)
  return source && readLayer(source)
}

/** Targets of every file by name; the file that counts most comes first. */
function readTargets(
  layers: readonly Layer[],
  options: ReadConfigurationOptions,
): ReadonlyMap<string, TargetSetting> {
  const targets = new Map<string, TargetSetting>()
  const broken = new Map<string, SessionpressError>()
  for (const {source, targets: named} of layers.toReversed()) {
    for (const name of Object.keys(named ?? {})) {
      targets.delete(name)
      broken.delete(name)
      try {
        targets.set(name, readTarget(source, name, options))
      } catch (error) {
        if (!options.onBrokenTarget || !(error instanceof SessionpressError)) throw error
        broken.set(name, error)
      }
    }
  }
  for (const {source, target} of layers) checkDefault(source, target, [...targets, ...broken])
  for (const [name, error] of broken) options.onBrokenTarget?.(name, error)
  return targets
}

function styleOf(layers: readonly Layer[], context: FolderContext): string | undefined {
  const layer = layers.find(({style}) => style !== undefined)
  if (layer?.style === undefined) return undefined
  return path.resolve(path.dirname(layer.source.file), resolveHome(layer.style, context))
}

function checkDefault(
  source: JsoncFile,
  name: string | undefined,
  targets: [name: string, unknown][],
): void {
  const names = targets.map(([each]) => each)
  if (name === undefined || names.includes(name)) return
  const node = findNodeAtLocation(source.root, ['target'])
  const meant = nearest(name, names)
  const hint = meant ? `Write \`${meant}\` in its place.` : `Describe it under \`targets.${name}\`.`
  throw invalid(
    source,
    node?.offset ?? 0,
    `\`target\` names \`${name}\`, which is not configured`,
    hint,
  )
}
