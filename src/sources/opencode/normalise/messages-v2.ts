import type {JsonObject} from '../../../session/json.js'
import {arrayOf, isObject, numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {PutAway} from '../../../session/long-list.js'
import type {Block} from '../../../session/model.js'
import type {NativeSession} from '../../../session/native.js'
import type {Told} from './assemble.js'
import {reasoning} from './assistant-message.js'
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
import {openTurns} from './open-turns.js'
import {madeOf, noOrigins, originAt} from './origin.js'
import {promptOf} from './prompt-v2.js'
import {tellShell} from './shell-v2.js'
import {addUsage, notice, openTurn, reach, textBlock, unknownBlock} from './story.js'
import {add, current, type Teller} from './teller-v2.js'
import {toolCall} from './tool-call.js'
import {recordedCallV2} from './tool-state-v2.js'
import {isSaid, partsIn, unknownPart} from './unknown-part.js'
import {sampleOf, usageOf} from './usage.js'

type Tell = (teller: Teller, message: JsonObject) => void

/** Tell a 2.x session: flat messages, each of its own type (reference 1.9). */
export function tellV2(native: NativeSession, putAway?: PutAway): Told {
  const teller: Teller = {turns: [], models: [], messages: 0, origins: noOrigins()}
  const revert = objectOf(native.info.revert)
  const open = openTurns(putAway)
  let isUndone = false
  for (const [index, message] of native.messages.entries()) {
    teller.origins.at = index
    if (textOf(revert.messageID) !== undefined && message.id === revert.messageID) isUndone = true
    const before = teller.turns.length
    const count = teller.turns.at(-1)?.blocks.length ?? 0
    tellMessage(teller, message)
    if (isUndone) markUndone(teller, before, count)
    const turn = current(teller)
    const isPrompt = teller.turns.length > before && turn.prompt !== undefined
    Object.assign(originAt(teller.origins), {turn, isPrompt, isUndone})
    open.close(teller.turns, index)
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
  const prompt = promptOf(message, {agent, model})
  teller.turns.push(openTurn(prompt))
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

  for (const [index, part] of partsIn(message.content).entries()) {
    add(teller, madeOf(contentBlock(part), index))
  }
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
  turn.diffs.push(...latestByPath(fileDiffs(files)))
  const usage = usageOf(message)
  addUsage(turn, usage.tokens, usage.cost)
  turn.usage.push(...sampleOf(numberOf(objectOf(message.time).created), usage))
  reach(turn, numberOf(objectOf(message.time).completed))
}

function contentBlock(part: JsonObject): Block {
  if (part.type === 'text' && isSaid(part.text)) return textBlock(stringOf(part.text) ?? '')
  if (part.type === 'reasoning' && isSaid(part.text)) return reasoning(part)
  if (part.type === 'tool') return toolCall(recordedCallV2(part))
  if (part.type === 'file') return fileBlock(part)
  return unknownPart(part)
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
