import type {JsonObject} from '../../../session/json.js'
import {isObject, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {PutAway} from '../../../session/long-list.js'
import type {Block, Prompt} from '../../../session/model.js'
import type {NativeSession} from '../../../session/native.js'
import {tellAssistant} from './answer-v1.js'
import type {Told} from './assemble.js'
import {assistantBlocks} from './assistant-message.js'
import {latestByPath} from './file-diff.js'
import {openTurns} from './open-turns.js'
import {optional} from './optional.js'
import {inOrder} from './order-v1.js'
import {noOrigins, originAt} from './origin.js'
import {notice, type OpenTurn, reach, unknownBlock} from './story.js'
import {add, open, placedTurn, type Teller} from './teller-v1.js'
import {partsIn} from './unknown-part.js'
import {type UserMessage, userMessage} from './user-message.js'

/** Tell a 1.x session: `{info, parts}` messages, one assistant message a step (reference 1.5 to 1.7). */
export function tellV1({messages, info, kept}: NativeSession, putAway?: PutAway): Told {
  const revert = objectOf(info.revert)
  const teller: Teller = {
    turns: [],
    models: [],
    messages: 0,
    origins: noOrigins(),
    byMessage: new Map(),
    openCompactions: new Map(),
    revert: {
      ...optional('messageID', textOf(revert.messageID)),
      ...optional('partID', textOf(revert.partID)),
    },
    isUndone: false,
    placed: new Map(),
    kept,
  }
  const order = inOrder(messages)
  const answered = new Map(order.map(({parent}, place) => [parent, place]))
  const open = openTurns(putAway)
  for (const [place, {index}] of order.entries()) {
    const message = messages[index] ?? {}
    teller.origins.at = index
    tellMessage(teller, message)
    const id = stringOf(objectOf(message.info).id) ?? ''
    const turn = teller.byMessage.get(id)
    if (turn) open.keep(turn, answered.get(id) ?? place)
    open.close(teller.turns, place)
  }
  return teller
}

function tellMessage(teller: Teller, message: JsonObject): void {
  const info = objectOf(message.info)
  const parts = partsOf(message)
  const id = stringOf(info.id) ?? ''
  teller.messages += 1
  const isRevertPoint = teller.revert.messageID !== undefined && id === teller.revert.messageID
  if (isRevertPoint && teller.revert.partID === undefined) teller.isUndone = true
  const origin = originAt(teller.origins)
  origin.isUndone = teller.isUndone

  if (info.role === 'user') tellUser(teller, id, info, parts)
  else if (info.role === 'assistant') tellAssistant(teller, info, parts)
  else tellUnknown(teller, info, parts)
  // An undone part takes everything after it along.
  if (isRevertPoint) teller.isUndone = true
}

/** Every part, and what stands where OpenCode puts none, as parts of kinds that nobody knows. */
function partsOf({info, parts, ...rest}: JsonObject): JsonObject[] {
  const list = partsIn(parts)
  if (info !== undefined && info !== null && !isObject(info)) {
    list.push({type: 'message info that is no object', value: info})
  }
  if (Object.keys(rest).length > 0) list.push({type: 'fields beside the message', value: rest})
  return list
}

function tellUser(teller: Teller, id: string, info: JsonObject, parts: JsonObject[]): void {
  const message = userMessage(info, parts)
  const turn = turnFor(teller, message)
  Object.assign(originAt(teller.origins), {turn, isPrompt: turn.prompt === message.prompt})
  teller.byMessage.set(id, turn)
  reach(turn, message.prompt.time)
  if (turn.prompt !== message.prompt) add(teller, turn, withoutPrompt(message))
  add(teller, turn, message.blocks)
  turn.diffs.push(...latestByPath(message.diffs))
  if (message.compaction) openCompaction(teller, turn, id, message)
}

/** Prompts open a turn; what the agent says in the user's name goes on with the one at hand. */
function turnFor(teller: Teller, message: UserMessage): OpenTurn {
  const placed = placedTurn(teller, message)
  if (placed) return placed
  const isPrompt = message.type === 'prompt' || message.type === 'shell'
  if (isPrompt || asksSomething(message.prompt)) return open(teller, message)
  const last = teller.turns.at(-1)
  if (last && last.isUndone === teller.isUndone) return last
  return open(
    teller,
    message.type === 'continuation' ? {...message, prompt: asAgent(message)} : undefined,
  )
}

/** `/compact` may come with words and files of the user. */
function asksSomething({text, attachments, mentions}: Prompt): boolean {
  return text !== '' || attachments.length > 0 || mentions.length > 0
}

/** What a message says that goes on with the turn at hand. */
function withoutPrompt({prompt}: UserMessage): Block[] {
  const data = {...optional('system', prompt.system), ...prompt.extra}
  const isSaying = Object.keys(data).length > 0
  return [...prompt.context, ...(isSaying ? [unknownBlock('message', data)] : [])]
}

function asAgent(message: UserMessage): UserMessage['prompt'] {
  message.prompt.origin = 'agent'
  return message.prompt
}

function openCompaction(teller: Teller, turn: OpenTurn, id: string, message: UserMessage): void {
  const why = message.compaction?.isOverflow ? ' because the context was full' : ''
  const who = message.compaction?.isAutomatic ? 'automatically' : 'on request'
  const told = notice(
    {kind: 'compaction', text: `The conversation was summarised ${who}${why}.`},
    message.prompt.time,
  )
  add(teller, turn, [told])
  teller.openCompactions.set(id, told)
}

function tellUnknown(teller: Teller, info: JsonObject, parts: JsonObject[]): void {
  const turn = placedTurn(teller) ?? teller.turns.at(-1) ?? open(teller)
  originAt(teller.origins).turn = turn
  const {id: _, sessionID: __, time: ___, ...data} = info
  add(teller, turn, [unknownBlock(`message of role ${stringOf(info.role) ?? 'unknown'}`, data)])
  add(
    teller,
    turn,
    assistantBlocks({}, parts).map(({block}) => block),
  )
}
