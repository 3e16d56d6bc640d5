import * as v from 'valibot'
import {directory, directorySchema} from './directory.js'
import type {Target} from './types.js'

/** The options that a target's type takes in the configuration, checked with `schema`. */
interface TargetType {
  schema: typeof directorySchema
  /** @throws v.ValiError for options that the schema does not allow */
  create(options: unknown): Target
}

/** Every type of target by its name in the configuration. */
export const targetTypes: Readonly<Record<string, TargetType>> = {
  directory: {
    schema: directorySchema,
    create: (options) => directory(v.parse(directorySchema, options)),
  },
}

/** The options of every type, for the configuration's check. */
export const targetSchemas = Object.fromEntries(
  Object.entries(targetTypes).map(([type, {schema}]) => [type, schema]),
)
