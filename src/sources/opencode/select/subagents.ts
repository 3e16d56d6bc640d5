import {objectOf} from '../../../session/json.js'
import type {NativeSession} from '../../../session/native.js'
import {isTaskTool, keepRoles, metadataOf, toolOf, withState} from './call.js'
import {type Exclusion, only, without} from './exclusion.js'

/** Sessions of subagents, what they were asked and what they answered. The line of the call stays. */
export const subagents: Exclusion = {
  part(part, around) {
    const tool = toolOf(part)
    if (tool === undefined || !isTaskTool(tool)) return part
    const state = objectOf(part.state)
    const input = without(objectOf(state.input), 'task_id')
    around.say('conversation and answer')
    around.count('subagent', 0)
    return withState(part, {
      ...only(state, 'status', 'title', 'time'),
      ...(typeof state.output === 'string' ? {output: ''} : {}),
      ...(typeof state.error === 'string' ? {error: ''} : {}),
      input: {...only(input, 'description', 'subagent_type', 'agent'), prompt: ''},
      ...metadataOf(state, keepRoles(tool, state.metadata, ['state'])),
    })
  },

  session(native, around) {
    const number = countSessions(native.children)
    if (number > 0) around.count('subagent', number)
    return {...native, children: []}
  },
}

function countSessions(children: readonly NativeSession[]): number {
  return children.reduce((sum, {children: own}) => sum + 1 + countSessions(own), 0)
}
