import {createHash} from 'node:crypto'
import type {Json} from '../../session/json.js'
import {copyJson} from './copy-json.js'

/**
 * An id in OpenCode's form (reference 1.1) for a session that has none, made of
 * its content: the same session gets the same id each time.
 */
export function madeID(content: Json): string {
  const hash = createHash('sha256').update(JSON.stringify(copyJson(content)))
  return `ses_${hash.digest('hex').slice(0, 26)}`
}
