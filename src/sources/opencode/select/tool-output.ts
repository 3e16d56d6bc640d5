import {arrayOf, type Json, type JsonObject, objectOf, stringOf} from '../../../session/json.js'
import {isChangeTool, keepRoles, metadataOf, toolOf, withState} from './call.js'
import {countOf, type Exclusion, only, without} from './exclusion.js'

/** What tools answered: outputs, their copies, errors, diagnostics, attachments. */
export const toolOutput: Exclusion = {
  part(part, around) {
    const tool = toolOf(part)
    if (tool === undefined) return part
    const state = objectOf(part.state)
    const lines = linesOf(state)
    around.say(lines === 0 ? 'output' : `output (${countOf(lines, 'line')})`)
    around.count('output')
    return withState(part, {
      ...only(state, 'status', 'input', 'raw', 'time'),
      ...(isBuiltIn(tool) ? only(state, 'title') : {}),
      ...answerOf(state),
      ...metadataOf(state, keptMetadata(tool, state.metadata)),
    })
  },

  /** `!command` of 2.x. */
  message(fields, around) {
    if (fields.type !== 'shell' || fields.output === undefined) return fields
    around.say('output')
    around.count('output')
    return without(fields, 'output')
  },
}

/** A finished call has to have an output, a failed one an error. */
function answerOf(state: JsonObject): JsonObject {
  return {
    ...(typeof state.output === 'string' ? {output: ''} : {}),
    ...(typeof state.error === 'string' ? {error: fixedError(state.error)} : {}),
  }
}

/** Sentences of the client itself, which say no more than what became of the call. */
function fixedError(error: string): string {
  return (
    /^(?:Tool execution aborted|The operation was aborted|The user dismissed this question)/.exec(
      error,
    )?.[0] ?? ''
  )
}

function keptMetadata(tool: string, metadata: Json | undefined): JsonObject {
  const kept = keepRoles(tool, metadata, ['input', 'diff', 'state', 'child'])
  if (!isChangeTool(tool)) return kept
  const results = arrayOf(kept.results).map((edit) => only(objectOf(edit), 'diff', 'filediff'))
  return kept.results === undefined ? kept : {...kept, results}
}

function linesOf({output, content, error}: JsonObject): number {
  const texts = arrayOf(content).map((item) => stringOf(objectOf(item).text) ?? '')
  const text = [stringOf(output) ?? '', ...texts, stringOf(error) ?? ''].join('')
  return text === '' ? 0 : text.trimEnd().split('\n').length
}

/** OpenCode makes the titles of its own tools from their inputs; those of others may say anything. */
function isBuiltIn(tool: string): boolean {
  return /^(?:bash|shell|read|write|edit|multiedit|apply_patch|patch|glob|grep|list|ls|task)$/.test(
    tool,
  )
}
