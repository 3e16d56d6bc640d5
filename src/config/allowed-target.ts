import path from 'node:path'
import {findNodeAtLocation, type JSONPath} from 'jsonc-parser'
import * as v from 'valibot'
import type {FolderContext} from '../system/xdg-folders.js'
import {checkObject} from './check-object.js'
import {resolveHome} from './folders.js'
import {invalid, type JsoncFile} from './jsonc-file.js'

/** Targets that a policy allows: those of a type, or those of a type at a place. */
export interface AllowedTarget {
  type: string
  /** Options that the target must have, as the type's own keys say them; its `path` is absolute. */
  place: Readonly<Record<string, string>>
}

const text = v.exactOptional(v.pipe(v.string(), v.nonEmpty()))

const schema = v.strictObject({
  type: v.pipe(v.string(), v.nonEmpty()),
  path: text,
  url: text,
  remote: text,
  branch: text,
  folder: text,
  bucket: text,
  prefix: text,
  endpoint: text,
  host: text,
})

const listSchema = v.strictObject({allow: v.array(v.unknown())})

/**
 * The list `targets.allow` of a policy. Names of targets count for nothing in
 * it: whoever writes a project's file could call anything by them.
 *
 * @throws SessionpressError `CONFIG_INVALID`
 */
export function readAllowedTargets(source: JsoncFile, context: FolderContext): AllowedTarget[] {
  const {allow} = checkObject(source, ['targets'], listSchema)
  return allow.map((_, index) => readAllowedTarget(source, ['targets', 'allow', index], context))
}

function readAllowedTarget(source: JsoncFile, at: JSONPath, context: FolderContext): AllowedTarget {
  const node = findNodeAtLocation(source.root, at)
  if (node?.type === 'string' && node.value !== '') return {type: node.value, place: {}}
  if (node?.type !== 'object') {
    const why = `\`${at.join('.')}\` must be a type of target, or an object with \`type\` and where it is`
    throw invalid(source, node?.offset ?? 0, why)
  }
  const {type, ...place} = checkObject(source, at, schema)
  if (place.path === undefined || type !== 'directory') return {type, place}
  const folder = path.resolve(path.dirname(source.file), resolveHome(place.path, context))
  return {type, place: {...place, path: folder}}
}
