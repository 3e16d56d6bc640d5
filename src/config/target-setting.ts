import path from 'node:path'
import {findNodeAtLocation} from 'jsonc-parser'
import * as v from 'valibot'
import type {FolderContext} from '../system/xdg-folders.js'
import {nearest} from '../text/nearest.js'
import {checkObject, type ObjectSchema} from './check-object.js'
import {resolveHome} from './folders.js'
import {invalid, type JsoncFile} from './jsonc-file.js'

/** A configured target, its paths absolute. */
export interface TargetSetting {
  name: string
  type: string
  /** By the type's own schema, without `type`. */
  options: Record<string, unknown>
}

interface ReadTargetOptions extends FolderContext {
  /** The options that each type of target takes, as a schema. */
  targetSchemas: Readonly<Record<string, ObjectSchema>>
}

/** Check what a file says under `targets.<name>`. */
export function readTarget(
  source: JsoncFile,
  name: string,
  {targetSchemas, ...context}: ReadTargetOptions,
): TargetSetting {
  const at = ['targets', name]
  const typeNode = findNodeAtLocation(source.root, [...at, 'type'])
  const types = Object.keys(targetSchemas)
  const type = types.find((each) => each === typeNode?.value)
  const schema = type === undefined ? undefined : targetSchemas[type]
  if (type === undefined || !schema) {
    const node = typeNode ?? findNodeAtLocation(source.root, at)
    const meant = nearest(String(typeNode?.value ?? ''), types)
    const hint = meant
      ? `Write \`"type": "${meant}"\`.`
      : `Write \`"type"\` with one of ${types.map((each) => `\`"${each}"\``).join(', ')}.`
    const why = typeNode
      ? `\`${at.join('.')}.type\` is no known type`
      : `\`${at.join('.')}.type\` is missing`
    throw invalid(source, node?.offset ?? 0, why, hint)
  }

  const typed = v.strictObject({type: v.literal(type), ...schema.entries})
  const {type: _, ...options} = checkObject(source, at, typed)
  return {name, type, options: absolutePaths(options, source.file, context)}
}

/** A relative `path` starts from the folder of the file that says it. */
function absolutePaths(
  options: Record<string, unknown>,
  file: string,
  context: FolderContext,
): Record<string, unknown> {
  const {path: given} = options
  if (typeof given !== 'string') return options
  return {...options, path: path.resolve(path.dirname(file), resolveHome(given, context))}
}
