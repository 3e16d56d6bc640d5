import * as v from 'valibot'
import {command, commandSchema} from './command.js'
import {directory, directorySchema} from './directory.js'
import {githubPages, githubPagesSchema} from './github-pages.js'
import {s3, s3Schema} from './s3.js'
import {ssh, sshSchema} from './ssh.js'
import type {Target, TargetContext} from './types.js'
import {webdav, webdavSchema} from './webdav.js'

type OptionsSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>

/** A type of target: the options that it takes in the configuration, and what makes one of them. */
interface TargetType {
  schema: OptionsSchema
  /** @throws v.ValiError for options that the schema does not allow */
  create(options: unknown, context: TargetContext): Target
}

/** Every type of target by its name in the configuration. */
export const targetTypes: Readonly<Record<string, TargetType>> = {
  directory: typeOf(directorySchema, directory),
  'github-pages': typeOf(githubPagesSchema, githubPages),
  s3: typeOf(s3Schema, s3),
  ssh: typeOf(sshSchema, ssh),
  webdav: typeOf(webdavSchema, webdav),
  command: typeOf(commandSchema, command),
}

/** The options of every type, for the configuration's check. */
export const targetSchemas = Object.fromEntries(
  Object.entries(targetTypes).map(([type, {schema}]) => [type, schema]),
)

function typeOf<Entries extends v.ObjectEntries>(
  schema: v.StrictObjectSchema<Entries, undefined>,
  create: (
    options: v.InferOutput<v.StrictObjectSchema<Entries, undefined>>,
    context: TargetContext,
  ) => Target,
): TargetType {
  return {
    // An object of known entries is one of some entries; only the type parameter is lost.
    schema: schema as unknown as OptionsSchema,
    create: (options, context) => create(v.parse(schema, options), context),
  }
}
