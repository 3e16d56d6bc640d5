import type {ToolCall} from '../../src/session/model.js'
import {statesOfKind} from './kind-states.js'

/** States that every kind of tool can be in. The tests want all of them of each kind. */
export const commonStates = [
  'completed',
  'failed',
  'interrupted',
  'running',
  'pending',
  'output cut',
  'output cleared',
  'with diagnostics',
  'with a picture',
  'with an error that did not fail it',
  'undone',
] as const

/** Every state that a call shows: those of all tools, and those of its kind. */
export function statesOfCall(call: ToolCall): string[] {
  return [...commonStatesOf(call), ...statesOfKind(call.details, call)]
}

function commonStatesOf(call: ToolCall): string[] {
  const {status, isInterrupted, outputState, diagnostics, attachments, error, isUndone} = call
  const found: (string | false)[] = [
    isInterrupted && 'interrupted',
    !isInterrupted && status === 'failed' && 'failed',
    !isInterrupted && status === 'failed' && !error && 'failed without a word',
    !isInterrupted && status === 'running' && 'running',
    !isInterrupted && status === 'pending' && 'pending',
    outputState === 'cut' && 'output cut',
    outputState === 'cleared' && 'output cleared',
    diagnostics.length > 0 && 'with diagnostics',
    ...diagnostics.map(({severity}) => `diagnostic: ${severity}`),
    attachments.some(({mime}) => mime.startsWith('image/')) && 'with a picture',
    Boolean(error) && status === 'completed' && 'with an error that did not fail it',
    isUndone && 'undone',
    Object.keys(call.extra).length > 0 && 'with more that was recorded',
  ]
  const said = found.filter((state) => state !== false)
  return said.length > 0 ? said : ['completed']
}
