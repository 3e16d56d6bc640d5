import type {JsonObject} from '../../../session/json.js'
import {objectOf, stringOf, textOf} from '../../../session/json.js'
import type {FileBlock} from '../../../session/model.js'
import {optional} from './optional.js'

/**
 * A file part of either format: 1.x has `url` (`data:`, `file:` or http), 2.x
 * `data` or `uri` with `source` (reference 1.7, 1.9).
 */
export function fileBlock(part: JsonObject): FileBlock {
  const url = stringOf(part.url) ?? stringOf(part.uri) ?? stringOf(objectOf(part.source).uri) ?? ''
  const inline = /^data:([^,]*),(.*)$/s.exec(url)
  const recorded = textOf(part.mime) ?? inline?.[1]?.split(';')[0] ?? ''
  const data = inline ? inlineData(inline[1] ?? '', inline[2] ?? '') : textOf(part.data)
  return {
    type: 'file',
    number: 0,
    isUndone: false,
    mime: recorded,
    ...optional('name', textOf(part.filename) ?? textOf(part.name)),
    ...optional('data', data),
    ...optional('url', inline ? undefined : textOf(url)),
  }
}

/** The bytes of a `data:` URL as base64, whichever way they were written. */
function inlineData(header: string, body: string): string {
  if (/;base64$/i.test(header.trim())) return body
  return Buffer.from(percentDecoded(body), 'utf8').toString('base64')
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // Not encoded after all: the text as it stands is what was recorded.
  }
}
