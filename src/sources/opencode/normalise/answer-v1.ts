import type {JsonObject} from '../../../session/json.js'
import {numberOf, objectOf, stringOf, textOf} from '../../../session/json.js'
import type {Block} from '../../../session/model.js'
import {fullModelName} from '../../../session/model-name.js'
import {assistantBlocks, type MadeBlock} from './assistant-message.js'
import {isSameModel, modelRef} from './model-ref.js'
import {errorNotice} from './notices.js'
import {originAt, partOf} from './origin.js'
import {addUsage, notice, type OpenTurn, reach} from './story.js'
import {add, open, placedTurn, type Teller} from './teller-v1.js'
import {stepSamples, usageOf} from './usage.js'

/** Tell one step: an assistant message of 1.x, which belongs to the user message it names. */
export function tellAssistant(teller: Teller, info: JsonObject, parts: JsonObject[]): void {
  const parent = stringOf(info.parentID) ?? ''
  const turn =
    placedTurn(teller) ?? teller.byMessage.get(parent) ?? teller.turns.at(-1) ?? open(teller)
  originAt(teller.origins).turn = turn
  const time = objectOf(info.time)
  const isSummary = info.summary === true
  if (!isSummary && !isErrand(parts)) tellSwitches(teller, turn, info)

  const made = assistantBlocks(info, parts)
  markPartUndone(teller, info, parts, made)
  const blocks = made.map(({block}) => block)
  add(teller, turn, isSummary ? takeSummary(teller, turn, parent, blocks) : blocks)
  fillShellPrompt(turn, blocks)
  add(teller, turn, endings(info, numberOf(time.completed)))

  const usage = usageOf(info)
  addUsage(turn, usage.tokens, usage.cost)
  turn.usage.push(...stepSamples(info, parts))
  reach(turn, numberOf(time.created), numberOf(time.completed), ...blocks.map(endOf))
}

function endOf(block: Block): number | undefined {
  if (block.type !== 'tool' || block.time === undefined) return undefined
  return block.time + (block.duration ?? 0)
}

/** The summary's text belongs to the compaction's notice; other parts stay in the flow. */
function takeSummary(teller: Teller, turn: OpenTurn, parent: string, blocks: Block[]): Block[] {
  const texts = blocks.filter((block) => block.type === 'text')
  let told = teller.openCompactions.get(parent)
  if (!told) {
    told = notice({kind: 'compaction', text: 'The conversation was summarised.'})
    add(teller, turn, [told])
  }
  teller.openCompactions.delete(parent)
  for (const block of texts) {
    originAt(teller.origins).joined.push({part: partOf(block) ?? 0, block: told})
  }
  const detail = [told.detail ?? '', ...texts.map((block) => block.text)]
    .filter(Boolean)
    .join('\n\n')
  if (detail) told.detail = detail
  return blocks.filter((block) => block.type !== 'text')
}

/** A message that only starts a subagent names the subagent as its agent. */
function isErrand(parts: readonly JsonObject[]): boolean {
  const tools = parts.filter((part) => part.type === 'tool')
  const speaks = parts.some((part) => part.type === 'text' || part.type === 'reasoning')
  return (
    !speaks && tools.length > 0 && tools.every((part) => part.tool === 'task') && !isStep(parts)
  )
}

function isStep(parts: readonly JsonObject[]): boolean {
  return parts.some((part) => part.type === 'step-start')
}

function tellSwitches(teller: Teller, turn: OpenTurn, info: JsonObject): void {
  const agent = textOf(info.agent) ?? textOf(info.mode)
  // The id of a message is none of a model.
  const {modelID, providerID, variant} = info
  const model = modelRef({modelID, providerID, variant})
  if (agent && teller.agent && agent !== teller.agent) {
    add(teller, turn, [
      notice({kind: 'agent', text: `The agent changed from ${teller.agent} to ${agent}.`}),
    ])
  }
  if (model && teller.model && !isSameModel(model, teller.model)) {
    add(teller, turn, [
      notice({
        kind: 'model',
        text: `The model changed from ${fullModelName(teller.model)} to ${fullModelName(model)}.`,
      }),
    ])
  }
  if (agent) teller.agent = agent
  if (!model) return
  teller.model = model
  teller.models.push(model)
}

/** How a step ended, where it did not simply end. */
function endings(info: JsonObject, time: number | undefined): Block[] {
  const error = errorNotice(info.error)
  const told: Block[] = error ? [notice(error, time)] : []
  if (info.finish === 'length' && error?.kind !== 'limit') {
    told.push(
      notice({kind: 'limit', text: 'The answer reached the output limit and was cut off.'}, time),
    )
  }
  if (info.finish === 'content-filter' && error?.kind !== 'filtered') {
    told.push(
      notice({kind: 'filtered', text: 'The provider’s content filter stopped the answer.'}, time),
    )
  }
  if (info.structured !== undefined && info.structured !== null) {
    const detail = JSON.stringify(info.structured, undefined, 2)
    told.push(
      notice({kind: 'structured', text: 'The model gave a structured answer.', detail}, time),
    )
  }
  return told
}

/** `!command`: the command stands in the answer's only tool call. */
function fillShellPrompt(turn: OpenTurn, blocks: readonly Block[]): void {
  if (turn.prompt?.origin !== 'shell' || turn.prompt.text !== '') return
  const call = blocks.find((block) => block.type === 'tool' && block.details.kind === 'execute')
  if (call?.type === 'tool' && call.details.kind === 'execute')
    turn.prompt.text = call.details.command
}

/** With `revert.partID` the message is undone from that part on. */
function markPartUndone(
  teller: Teller,
  info: JsonObject,
  parts: JsonObject[],
  made: MadeBlock[],
): void {
  const {messageID, partID} = teller.revert
  if (partID === undefined || stringOf(info.id) !== messageID) return
  const start = parts.findIndex((part) => part.id === partID)
  const undone = new Set(parts.slice(Math.max(start, 0)).map((part) => part.id))
  for (const item of made) {
    if (item.partID === undefined || undone.has(item.partID)) item.block.isUndone = true
  }
}
