import type {JsonObject} from '../../../session/json.js'
import {
  arrayOf,
  booleanOf,
  isObject,
  numberOf,
  objectOf,
  stringOf,
  textOf,
} from '../../../session/json.js'
import type {Block, FileDiff, Mention, Prompt, TextBlock} from '../../../session/model.js'
import {fields} from './fields.js'
import {fileBlock} from './file-block.js'
import {fileDiffs} from './file-diff.js'
import {modelRef} from './model-ref.js'
import {optional} from './optional.js'
import {madeOf} from './origin.js'
import {emptyPrompt, notice, textBlock} from './story.js'
import {isSaid, unknownPart} from './unknown-part.js'

/** What one 1.x user message is: a prompt, or something the agent put in the user's name. */
export interface UserMessage {
  type: 'prompt' | 'shell' | 'continuation' | 'compaction'
  prompt: Prompt
  /** Blocks that open the answer: subtasks, parts of unknown kinds. */
  blocks: Block[]
  diffs: FileDiff[]
  compaction?: {isAutomatic: boolean; isOverflow: boolean}
}

/** Text of the synthetic message before a `!command` (reference 1.8). */
const shellNote = 'The following tool was executed by the user'

/** Sort the parts of a 1.x user message. */
export function userMessage(info: JsonObject, parts: readonly JsonObject[]): UserMessage {
  const prompt: Prompt = {...emptyPrompt('user'), ...about(info)}
  const message: UserMessage = {type: 'prompt', prompt, blocks: [], diffs: diffsOf(info)}
  for (const [index, part] of parts.entries()) {
    const [blocks, texts] = [message.blocks.length, prompt.context.length]
    readPart(message, part)
    for (const block of message.blocks.slice(blocks)) madeOf(block, index)
    for (const block of prompt.context.slice(texts)) madeOf(block, index)
  }
  message.type = typeOf(message, parts)
  if (message.type === 'shell') {
    prompt.origin = 'shell'
    prompt.context = prompt.context.filter((block) => !isShellNote(block))
  }
  return message
}

function about(info: JsonObject): Partial<Prompt> {
  const message = fields(info)
  message.drop('id', 'sessionID', 'role', 'time', 'agent', 'mode', 'model', 'summary', 'variant')
  const system = textOf(message.text('system'))
  const model = modelRef({
    ...objectOf(info.model),
    ...(textOf(info.variant) ? {variant: info.variant} : {}),
  })
  const extra = message.rest()
  return {
    ...optional('agent', textOf(info.agent) ?? textOf(info.mode)),
    ...optional('model', model),
    ...optional('time', numberOf(objectOf(info.time).created)),
    ...optional('system', system),
    ...(Object.keys(extra).length > 0 ? {extra} : {}),
  }
}

function diffsOf(info: JsonObject): FileDiff[] {
  return fileDiffs(arrayOf(objectOf(info.summary).diffs))
}

function readPart(message: UserMessage, part: JsonObject): void {
  const {prompt} = message
  if (part.type === 'text' && isSaid(part.text)) readText(prompt, part)
  else if (part.type === 'file') readFile(prompt, part)
  else if (part.type === 'agent') prompt.mentions.push(mention('agent', part.name, part.source))
  else if (part.type === 'subtask') readSubtask(message, part)
  else if (part.type === 'compaction') {
    message.compaction = {
      isAutomatic: booleanOf(part.auto) ?? false,
      isOverflow: booleanOf(part.overflow) ?? false,
    }
  } else message.blocks.push(unknownPart(part))
}

function readText(prompt: Prompt, part: JsonObject): void {
  const text = stringOf(part.text) ?? ''
  if (text === '') return
  if (part.synthetic === true || part.ignored === true) {
    const flags = {isSynthetic: part.synthetic === true, isIgnored: part.ignored === true}
    prompt.context.push(textBlock(text, flags))
  } else prompt.text = prompt.text === '' ? text : `${prompt.text}\n\n${text}`
}

function readFile(prompt: Prompt, part: JsonObject): void {
  prompt.attachments.push(fileBlock(part))
  if (!isObject(part.source)) return
  const {type} = part.source
  const kind = type === 'symbol' || type === 'resource' ? type : 'file'
  const name = textOf(part.source.name) ?? textOf(part.source.path) ?? textOf(part.source.uri)
  prompt.mentions.push(mention(kind, name ?? part.filename, part.source.text))
}

function mention(type: Mention['type'], name: unknown, source: unknown): Mention {
  const place = objectOf(source)
  return {
    type,
    name: textOf(name) ?? textOf(place.value) ?? '',
    ...optional('start', numberOf(place.start)),
    ...optional('end', numberOf(place.end)),
  }
}

/** A slash command that runs as a subagent: its prompt is what the user asked for. */
function readSubtask(message: UserMessage, part: JsonObject): void {
  const {prompt} = message
  const asked = stringOf(part.prompt) ?? ''
  const command = textOf(part.command)
  const isFirst = prompt.text === ''
  if (isFirst) {
    prompt.text = command ? `/${command}\n\n${asked}` : asked
    prompt.origin = 'command'
  }
  const agent = textOf(part.agent) ?? 'a subagent'
  const what = textOf(part.description)
  const text = `Handed to ${agent}${what ? `: ${what}` : '.'}`
  message.blocks.push(notice({kind: 'subtask', text, ...(isFirst ? {} : {detail: asked})}))
}

function typeOf(message: UserMessage, parts: readonly JsonObject[]): UserMessage['type'] {
  const {prompt} = message
  if (message.compaction) return 'compaction'
  const isSilent =
    prompt.text === '' && prompt.attachments.length === 0 && prompt.mentions.length === 0
  if (!isSilent || parts.length === 0 || message.blocks.length > 0) return 'prompt'
  if (prompt.context.some(isShellNote)) return 'shell'
  return prompt.context.every((block) => block.isSynthetic) && prompt.context.length > 0
    ? 'continuation'
    : 'prompt'
}

function isShellNote({text}: TextBlock): boolean {
  return text.trim() === shellNote
}
