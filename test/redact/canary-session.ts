import type {JsonObject} from '../../src/session/json.js'
import {canaryKinds} from './canary-kinds.js'
import type {Planter} from './plant-canaries.js'

/** Kinds in one turn. */
const atOnce = 20

/**
 * Messages in which every kind stands in every place that matters most: prompt,
 * answer, reasoning, input and output of tools, diffs, todos, titles, errors.
 */
export function canaryMessages(planter: Planter): JsonObject[] {
  const turns = Math.ceil(canaryKinds.length / atOnce)
  return Array.from({length: turns}, (_, turn) => turnOf(planter, turn)).flat()
}

function turnOf(planter: Planter, turn: number): JsonObject[] {
  const kinds = canaryKinds.slice(turn * atOnce, (turn + 1) * atOnce)
  const texts = (field: string, shift: number) =>
    kinds.map((kind, at) => planter.write(kind, field, at + shift))
  const lines = (field: string, shift: number) => texts(field, shift).join('\n\nThen this.\n')
  return [
    message('user', turn, [{type: 'text', text: lines('prompt', 0)}]),
    message('assistant', turn, [
      {type: 'reasoning', text: lines('reasoning', 1), time: {start: 1, end: 2}},
      {type: 'text', text: lines('answer', 2)},
      {type: 'text', text: texts('answer, code', 3).map(fenced).join('\n\n')},
      call('bash', {command: lines('tool input', 3)}, lines('tool output', 0), {}),
      ...texts('title', 1).map((title) => call('shop_show', {}, 'ok', {}, title)),
      edit(texts('diff', 2)),
      call('todowrite', {todos: texts('todo', 3).map(todo)}, 'ok', {}),
      {
        ...{type: 'tool', tool: 'webfetch', callID: `call_fail${turn}`},
        state: {status: 'error', input: {url: 'https://example.com'}, error: lines('error', 1)},
      },
    ]),
  ]
}

function message(role: string, turn: number, parts: JsonObject[]): JsonObject {
  const id = `msg_turn-${role}${turn}`
  const time = {created: 1_800_000_000_000 + turn, completed: 1_800_000_000_500 + turn}
  const parent = role === 'user' ? {} : {parentID: `msg_turn-user${turn}`}
  return {
    info: {id, role, time, sessionID: 'ses_canary', agent: 'build', ...parent},
    parts: parts.map((part, at) => ({
      ...{id: `prt_${role}${turn}x${at}`, messageID: id, sessionID: 'ses_canary'},
      ...part,
    })),
  }
}

function fenced(text: string): string {
  return `\`\`\`\`sh\n${text}\n\`\`\`\``
}

function call(
  tool: string,
  input: JsonObject,
  output: string,
  metadata: JsonObject,
  title = 'shop',
): JsonObject {
  const state = {status: 'completed', input, output, metadata, title, time: {start: 1, end: 2}}
  return {type: 'tool', tool, callID: `call_${tool}`, state}
}

/** One file whose new lines are all of them, in a diff that parses. */
function edit(texts: string[]): JsonObject {
  const lines = texts.join('\n\n').split('\n')
  const added = lines.map((line) => `+${line}`).join('\n')
  const diff = `--- src/cart.ts\n+++ src/cart.ts\n@@ -1,1 +1,${lines.length + 1} @@\n const cart = []\n${added}\n`
  const input = {filePath: 'src/cart.ts', oldString: '', newString: lines.join('\n')}
  return call('edit', input, 'Done', {diff})
}

function todo(content: string): JsonObject {
  return {content, status: 'pending', priority: 'low'}
}
