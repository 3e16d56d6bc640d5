import type {Json, JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Block, Mention, Prompt} from '../../../session/model.js'
import type {NativeSession} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {reasoning, usageOf} from './assistant-message.js'
import {fields} from './fields.js'
import {fileBlock} from './file-block.js'
import {fileDiffs, latestByPath} from './file-diff.js'
import {
  agentSwitch,
  compaction,
  locationSwitch,
  modelSwitch,
  skill,
  synthetic,
  system,
} from './flow-v2.js'
import {modelRef} from './model-ref.js'
import {errorNotice, retryNotice} from './notices.js'
import {optional} from './optional.js'
import type {RecordedCall} from './recorded-call.js'
import {addUsage, emptyPrompt, notice, openTurn, reach, textBlock, unknownBlock} from './story.js'
import {add, current, type Teller} from './teller-v2.js'
import {toolCall} from './tool-call.js'
import {recordedCallV2} from './tool-state-v2.js'
import {isSaid, partsIn, unknownPart} from './unknown-part.js'

type Tell = (teller: Teller, message: JsonObject) => void

/** Tell a 2.x session: flat messages, each of its own type (reference 1.9). */
export function tellV2(native: NativeSession): Told {
  const teller: Teller = {turns: [], models: [], messages: 0}
  const revert = objectOf(native.info.revert)
  let isUndone = false
  for (const message of native.messages) {
    if (textOf(revert.messageID) !== undefined && message.id === revert.messageID) isUndone = true
    const before = teller.turns.length
    const count = teller.turns.at(-1)?.blocks.length ?? 0
    tellMessage(teller, message)
    if (isUndone) markUndone(teller, before, count)
  }
  return teller
}

function tellMessage(teller: Teller, message: JsonObject): void {
  const type = stringOf(message.type) ?? ''
  const tell = Object.hasOwn(tellers, type) ? tellers[type] : undefined
  if (tell) tell(teller, message)
  else {
    const {id: _, time: __, type: ___, ...data} = message
    add(
      teller,
      unknownBlock(type === '' ? 'message without a type' : `message of type ${type}`, data),
    )
  }
  if (tell) tellUnknownFields(teller, message, knownFields[type] ?? '')
  reach(current(teller), numberOf(objectOf(message.time).created))
}

/** Fields that every message has, of which nothing is for a reader. */
const plumbing = ['id', 'sessionID', 'type', 'time', 'metadata']

// Reference 1.9. The data of a prompt has a place of its own.
const knownFields: Record<string, string> = {
  assistant: 'agent model content snapshot finish cost tokens error retry',
  shell: 'shellID callID command status exit output',
  synthetic: 'text description',
  system: 'text description',
  skill: 'skill name text',
  compaction: 'status reason auto summary recent include',
  idle: 'outcome',
  'agent-switched': 'agent previous',
  'model-switched': 'model previous',
  'location-switched': 'location previous',
}

function tellUnknownFields(teller: Teller, message: JsonObject, known: string): void {
  if (message.type === 'user') return
  const rest = fields(message)
  rest.drop(...plumbing, ...known.split(' '))
  const extra = rest.rest()
  if (Object.keys(extra).length > 0) add(teller, unknownBlock('message', extra))
}

const tellers: Record<string, Tell> = {
  user: tellUser,
  assistant: tellAssistant,
  shell: tellShell,
  synthetic: (teller, message) => add(teller, synthetic(message)),
  system: (teller, message) => add(teller, system(message)),
  skill: (teller, message) => add(teller, skill(message)),
  compaction: (teller, message) => add(teller, compaction(message)),
  idle: tellIdle,
  'agent-switched': (teller, message) => add(teller, agentSwitch(teller, message)),
  'model-switched': (teller, message) => add(teller, modelSwitch(teller, message)),
  'location-switched': (teller, message) => add(teller, locationSwitch(message)),
}

function tellUser(teller: Teller, message: JsonObject): void {
  teller.messages += 1
  const {agent, model} = teller
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
  teller.turns.push(openTurn(prompt))
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

function tellAssistant(teller: Teller, message: JsonObject): void {
  teller.messages += 1
  const turn = current(teller)
  const model = modelRef(message.model)
  if (model) {
    teller.models.push(model)
    teller.model = model
  }
  teller.agent = textOf(message.agent) ?? teller.agent ?? ''
  if (turn.prompt && turn.prompt.model === undefined && model) turn.prompt.model = model
  if (turn.prompt && turn.prompt.agent === undefined && teller.agent)
    turn.prompt.agent = teller.agent

  for (const part of partsIn(message.content)) add(teller, contentBlock(part))
  if (isObject(message.retry))
    add(teller, notice(retryNotice(numberOf(message.retry.attempt), message.retry.error)))
  const error = errorNotice(message.error)
  if (error) add(teller, notice(error))
  if (message.finish === 'length') {
    add(
      teller,
      notice({kind: 'limit', text: 'The answer reached the output limit and was cut off.'}),
    )
  }
  const files = arrayOf(objectOf(message.snapshot).files)
  turn.diffs = latestByPath([...turn.diffs, ...fileDiffs(files)])
  const usage = usageOf(message)
  addUsage(turn, usage.tokens, usage.cost)
  reach(turn, numberOf(objectOf(message.time).completed))
}

function contentBlock(part: JsonObject): Block {
  if (part.type === 'text' && isSaid(part.text)) return textBlock(stringOf(part.text) ?? '')
  if (part.type === 'reasoning' && isSaid(part.text)) return reasoning(part)
  if (part.type === 'tool') return toolCall(recordedCallV2(part))
  if (part.type === 'file') return fileBlock(part)
  return unknownPart(part)
}

/** `!command` of the user. */
function tellShell(teller: Teller, message: JsonObject): void {
  const command = stringOf(message.command) ?? ''
  const time = objectOf(message.time)
  const created = numberOf(time.created)
  teller.turns.push(
    openTurn({...emptyPrompt('shell'), text: command, ...optional('time', created)}),
  )
  const output = isObject(message.output)
    ? stringOf(message.output.output)
    : stringOf(message.output)
  const exit = numberOf(message.exit)
  add(
    teller,
    toolCall({
      name: 'shell',
      status: statusOf(message.status),
      input: {command},
      ...optional('output', output),
      metadata: exit === undefined ? {} : {exit},
      attachments: [],
      ...optional('started', created),
      ...optional('ended', numberOf(time.completed)),
      isCleared: false,
      rest: isObject(message.output) ? restOfOutput(message.output) : {},
    }),
  )
}

function statusOf(status: Json | undefined): RecordedCall['status'] {
  if (status === 'running') return 'running'
  return status === 'failed' || status === 'error' ? 'error' : 'completed'
}

function restOfOutput(output: JsonObject): JsonObject {
  const rest = fields(output)
  rest.drop('output', 'cursor', 'size', 'truncated')
  return rest.rest()
}

/** The agent came to rest. Only what is not a success is worth a word. */
function tellIdle(teller: Teller, message: JsonObject): void {
  if (message.outcome === 'interrupted')
    add(teller, notice({kind: 'interrupted', text: 'Interrupted by the user.'}))
  if (message.outcome === 'failed')
    add(teller, notice({kind: 'outcome', text: 'The turn ended with a failure.'}))
}

function markUndone(teller: Teller, turnsBefore: number, blocksBefore: number): void {
  if (teller.turns.length > turnsBefore) {
    for (const turn of teller.turns.slice(turnsBefore)) {
      turn.isUndone = true
      for (const block of turn.blocks) block.isUndone = true
    }
    return
  }
  for (const block of teller.turns.at(-1)?.blocks.slice(blocksBefore) ?? []) block.isUndone = true
}
