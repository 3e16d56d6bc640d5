import * as v from 'valibot'
import {checkObject} from './check-object.js'
import {encryptEntry} from './encrypt-rule.js'
import type {JsoncFile} from './jsonc-file.js'
import {type RedactLayer, readRedact} from './redact-settings.js'
import {checkTurns, selectionEntries} from './selection-settings.js'

// valibot's `record` takes an array too.
const object = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
)

const schema = v.strictObject({
  target: v.exactOptional(v.string()),
  targets: v.exactOptional(object),
  confirm: v.exactOptional(v.boolean()),
  share: v.exactOptional(v.picklist(['manual', 'auto', 'disabled'])),
  keepDeleted: v.exactOptional(v.boolean()),
  encrypt: encryptEntry,
  style: v.exactOptional(v.pipe(v.string(), v.nonEmpty())),
  linkPreview: v.exactOptional(v.boolean()),
  ...selectionEntries,
  redact: v.exactOptional(object),
})

/** What one file of a project or a person says, its targets still to be checked by type. */
export interface Layer extends Omit<v.InferOutput<typeof schema>, 'redact'> {
  source: JsoncFile
  redact: RedactLayer
}

/** @throws SessionpressError `CONFIG_INVALID` */
export function readLayer(source: JsoncFile): Layer {
  const said = checkObject(source, [], schema)
  checkTurns(source, said)
  return {...said, source, redact: readRedact(source, false)}
}
