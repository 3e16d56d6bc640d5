import type {Block, FileDiff, Session, TextBlock, ToolCall} from '../../src/index.js'
import type {PageText} from './page-text.js'
import {leavesOf, noWanted, type Wanted} from './wanted.js'

export interface Missing {
  /** How much was looked for. */
  checked: {words: number; lines: number; changed: number; todos: number; said: number}
  /** What is not there, each with what it is part of. */
  missing: string[]
}

/**
 * Look for what is wanted in what a bundle says.
 *
 * Markdown loses its signs on a page, so messages are counted word by word: no
 * word may stand in the bundle less often than in the session. Lines of tool
 * output, changed lines of diffs and todos must be there as lines.
 */
export function findMissing(wanted: Wanted, bundle: PageText): Missing {
  const missing: string[] = []

  const have = countWords(`${bundle.text}\n${bundle.addresses.map(decoded).join('\n')}`)
  const words = countWords(withoutSyntax(wanted.texts.join('\n')))
  for (const [word, count] of words) {
    if ((have.get(word) ?? 0) < count)
      missing.push(`word \`${word}\`: ${have.get(word) ?? 0} of ${count}`)
  }

  const text = `${bundle.text}\n${bundle.variant ?? ''}`
  const lines = linesIn(text)
  const whole = plainLine(text)
  const isThere = (line: string) => lines.has(plainLine(line))
  const isSaid = (line: string) => isThere(line) || whole.includes(plainLine(line))
  const look = (kind: string, list: readonly string[], test: (line: string) => boolean) => {
    for (const line of new Set(list)) {
      if (!test(line)) missing.push(`${kind} \`${line.slice(0, 120)}\``)
    }
  }
  look('output', wanted.lines, isThere)
  look('changed', wanted.changed, isThere)
  look('todo', wanted.todos, isSaid)
  look('said', wanted.said, isSaid)

  return {
    checked: {
      words: [...words.values()].reduce((sum, count) => sum + count, 0),
      lines: wanted.lines.length,
      changed: wanted.changed.length,
      todos: wanted.todos.length,
      said: wanted.said.length,
    },
    missing,
  }
}

/** Lines of a text; in Markdown a change has its sign in front. */
function linesIn(text: string): Set<string> {
  const lines = text.split('\n').map(plainLine)
  return new Set([...lines, ...lines.map((line) => line.replace(/^[+-] ?/, ''))])
}

/** Collect what a session says, from the model. */
export function wantedOf(session: Session): Wanted {
  const wanted = {...noWanted(), texts: [session.title]}
  add(session)
  return wanted

  function add({turns, todos, diffs, children}: Session): void {
    for (const turn of turns) {
      if (turn.prompt) {
        wanted.texts.push(turn.prompt.text)
        turn.prompt.context.forEach(addBlock)
      }
      turn.blocks.forEach(addBlock)
      turn.diffs.forEach(addDiff)
    }
    wanted.todos.push(...todos.map((todo) => todo.content))
    diffs.forEach(addDiff)
    children.forEach(add)
  }

  function addBlock(block: Block | TextBlock): void {
    if (block.type === 'text' || block.type === 'reasoning') wanted.texts.push(block.text)
    if (block.type === 'notice') wanted.texts.push(block.text, block.detail ?? '')
    if (block.type === 'tool') addCall(block)
  }

  function addCall(call: ToolCall): void {
    const {details} = call
    if (call.output !== undefined) addOutput(call, call.output)
    if (call.error !== undefined) wanted.lines.push(...call.error.split('\n'))
    if (details.kind === 'execute') wanted.lines.push(...details.command.split('\n').slice(1))
    if (details.kind === 'read')
      wanted.lines.push(...(details.lines?.text.split('\n') ?? []), ...(details.entries ?? []))
    if (details.kind === 'write') wanted.lines.push(...details.content.split('\n'))
    if (details.kind === 'task') wanted.texts.push(details.prompt, details.description)
    if (details.kind === 'todo') wanted.todos.push(...details.todos.map((todo) => todo.content))
    if (details.kind === 'question')
      wanted.texts.push(...details.questions.map((question) => question.question))
    call.diffs.forEach(addDiff)
  }

  /** Answers of subagents and fetched pages are set as prose, answers in JSON as keys and values. */
  function addOutput({details, error}: ToolCall, output: string): void {
    const leaves = details.kind === 'other' ? leavesOf(output) : undefined
    if (leaves) wanted.said.push(...leaves)
    else if (details.kind === 'task' || details.kind === 'fetch' || details.kind === 'skill')
      wanted.texts.push(output)
    else if (output !== error) wanted.lines.push(...output.split('\n'))
  }

  function addDiff(diff: FileDiff): void {
    const lines = diff.patch.split('\n').filter((line) => /^[+-]/.test(line))
    wanted.changed.push(...lines.map((line) => line.slice(1)))
  }
}

/** Names that only tie parts of a Markdown text together are no words of it. */
function withoutSyntax(markdown: string): string {
  return markdown
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&(?:[a-z]+|#x[0-9a-f]+);/gi, ' ')
    .replace(/\]\[[^\]\n]*\]/g, ']')
    .replace(/^\[[^\]\n]+\]:/gm, '')
    .replace(/\[\^[^\]\n]+\]/g, '')
    .replace(/^(\s*(?:[-*+]|\d+[.)])\s+)\[[x ]\]/gim, '$1')
    .replace(/^\s*\d+[.)]\s/gm, '')
    .replace(/\[([^\]\n]*)\]\(\1\)/g, '$1')
}

/** Emphasis may begin inside a word, so its signs go on both sides. */
function countWords(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  const bare = plainLine(text.replace(/\\?[*_~]/g, '').replace(/[`\\]/g, ' '))
  for (const word of bare.match(/[\p{L}\p{N}]+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/** A line as both sides show it: escape sequences gone, white space folded. */
function plainLine(text: string): string {
  return (
    text
      .replace(/\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g, '')
      .replace(/\u001b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\-_])/g, '')
      .replace(/^.*\r(?=[^\n])/gm, '')
      .replace(/‹?U\+[0-9A-F]{4,6}›?/g, '')
      .replace(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
        '',
      )
      .replace(/[\u{e0000}-\u{e007f}]/gu, '')
      // The page says paths in the project without the dot.
      .replace(/(^|[\s"'`([{,:=])\.[\\/](?=\S)/g, '$1')
      .replace(/\s+/g, ' ')
      .trim()
  )
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
