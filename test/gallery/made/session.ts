import type {Session} from '../../../src/session/model.js'
import {aSession, aTurn} from '../../render/sample-session.js'
import {answers} from './answers.js'
import {callsInEveryState} from './calls.js'
import {notices} from './notices.js'
import {prompts} from './prompts.js'
import {files, lines} from './small.js'

/** A session of nothing but states that no other session shows. */
export function madeSession(): Session {
  const alone = callsInEveryState().map((call, index) => aTurn(index + 1, 'One call', [call]))
  const rest = [...answers(), ...notices(), ...files(), ...lines()].map((block) =>
    aTurn(1, 'One block', [block]),
  )
  const turns = [...alone, ...rest, ...prompts()]
  const {totals} = aSession()
  return aSession({title: '', turns, totals: {...totals, toolCalls: alone.length + lines().length}})
}
