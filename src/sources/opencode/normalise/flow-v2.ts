import type {JsonObject} from '../../../session/json.js'
import {numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Block} from '../../../session/model.js'
import {fullModelName} from '../../../session/model-name.js'
import {modelRef} from './model-ref.js'
import {optional} from './optional.js'
import {notice, textBlock} from './story.js'
import type {Teller} from './teller-v2.js'

/** Text that the agent put in. */
export function synthetic(message: JsonObject): Block {
  return textBlock(stringOf(message.text) ?? '', {
    isSynthetic: true,
    ...optional('description', textOf(message.description)),
  })
}

/** Instructions from the system to the model. */
export function system(message: JsonObject): Block {
  const text = textOf(message.description) ?? 'The system told the model something.'
  return notice({kind: 'system', text, ...optional('detail', textOf(message.text))})
}

/** A skill that was loaded on request. */
export function skill(message: JsonObject): Block {
  const name = textOf(message.name) ?? textOf(message.skill) ?? ''
  return textBlock(stringOf(message.text) ?? '', {isSynthetic: true, description: `Skill ${name}`})
}

/** The conversation so far, made short. */
export function compaction(message: JsonObject): Block {
  const who = message.reason === 'auto' ? 'automatically' : 'on request'
  const how = message.status === 'failed' ? 'could not be summarised' : 'was summarised'
  const detail = [message.summary, message.recent]
    .map((text) => textOf(text) ?? '')
    .filter(Boolean)
    .join('\n\n')
  return notice(
    {
      kind: 'compaction',
      text: `The conversation ${how} ${who}.`,
      ...optional('detail', textOf(detail)),
    },
    numberOf(objectOf(message.time).created),
  )
}

/** Another agent takes over. */
export function agentSwitch(teller: Teller, message: JsonObject): Block {
  const before = textOf(message.previous) ?? teller.agent
  const after = textOf(message.agent) ?? 'another one'
  teller.agent = after
  return notice({
    kind: 'agent',
    text: `The agent changed ${before ? `from ${before} ` : ''}to ${after}.`,
  })
}

/** Another model takes over. */
export function modelSwitch(teller: Teller, message: JsonObject): Block {
  const before = modelRef(message.previous) ?? teller.model
  const after = modelRef(message.model)
  if (after) teller.model = after
  const from = before ? `from ${fullModelName(before)} ` : ''
  return notice({
    kind: 'model',
    text: `The model changed ${from}to ${after ? fullModelName(after) : 'another one'}.`,
  })
}

/** The working directory changed. */
export function locationSwitch(message: JsonObject): Block {
  const place = textOf(objectOf(message.location).directory)
  return notice({
    kind: 'moved',
    text: place ? `The session moved to ${place}.` : 'The session moved.',
  })
}
