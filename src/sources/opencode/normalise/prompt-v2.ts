import type {Json, JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Mention, ModelRef, Prompt} from '../../../session/model.js'
import {fields} from './fields.js'
import {fileBlock} from './file-block.js'
import {optional} from './optional.js'
import {emptyPrompt} from './story.js'

/** A `user` message of 2.x, which names neither agent nor model (reference 1.9). */
export function promptOf(
  message: JsonObject,
  {agent, model}: {agent: string | undefined; model: ModelRef | undefined},
): Prompt {
  const prompt: Prompt = {
    ...emptyPrompt('user'),
    text: stringOf(message.text) ?? '',
    mentions: mentionsOf(message),
    attachments: arrayOf(message.files).filter(isObject).map(fileBlock),
    ...optional('agent', agent),
    ...optional('model', model),
    ...optional('time', numberOf(objectOf(message.time).created)),
  }
  const rest = fields(message)
  rest.drop('id', 'type', 'time', 'text', 'files', 'agents', 'skills')
  const extra = {...rest.rest(), ...unnamed(message)}
  if (Object.keys(extra).length > 0) prompt.extra = extra
  return prompt
}

/** What is in the lists of a prompt and neither a file nor the name of something. */
function unnamed({files, agents, skills}: JsonObject): JsonObject {
  const isNamed = (item: Json) =>
    isObject(item) && (textOf(item.name) ?? textOf(objectOf(item.mention).text)) !== undefined
  const lists = {
    files: arrayOf(files).filter((file) => !isObject(file)),
    agents: arrayOf(agents).filter((agent) => !isNamed(agent)),
    skills: arrayOf(skills).filter((skill) => !isNamed(skill)),
  }
  return Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0))
}

function mentionsOf(message: JsonObject): Mention[] {
  return [
    ...arrayOf(message.files).map((file) => ({type: 'file' as const, value: objectOf(file)})),
    ...arrayOf(message.agents).map((agent) => ({type: 'agent' as const, value: objectOf(agent)})),
    ...arrayOf(message.skills).map((skill) => ({type: 'skill' as const, value: objectOf(skill)})),
  ].flatMap(({type, value}) => {
    const place = objectOf(value.mention)
    const name = textOf(value.name) ?? textOf(place.text)
    if (name === undefined || (type === 'file' && !isObject(value.mention))) return []
    return [
      {
        type,
        name,
        ...optional('start', numberOf(place.start)),
        ...optional('end', numberOf(place.end)),
      },
    ]
  })
}
