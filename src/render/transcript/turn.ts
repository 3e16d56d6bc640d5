import type {Block, Prompt, Session, TextBlock, Turn} from '../../session/model.js'
import {fullModelName} from '../../session/model-name.js'
import {tokenSum} from '../../session/tokens.js'
import type {Scope} from '../scope.js'
import {formatAmount, formatCost, formatDuration, formatTime} from '../text/format.js'
import {details, facts, machineText} from './entry.js'
import {plainLine} from './fence.js'
import {embedded, quote} from './message.js'
import {diffEntry, fileEntry, leftEntry, toolEntry, values} from './tool.js'

/** What the transcript needs to go into subagents, each once. */
export interface Nesting {
  /** Called with the child's id; gives its transcript, or nothing when it is not here. */
  child(session: Session, id: string | undefined, path: string): Generator<string>
}

/** One turn: heading, prompt, what answered it. `path` counts the subagents around, as `2.1.`. */
export function* turnEntry(
  turn: Turn,
  session: Session,
  scope: Scope,
  path: string,
  nesting: Nesting,
): Generator<string> {
  yield `## Prompt ${path}${turn.number}${turn.isUndone ? ' (undone)' : ''}\n\n`
  if (turn.prompt) yield promptEntry(turn.prompt, scope)
  else yield 'What came before the first prompt.\n\n'
  for (const block of turn.blocks) {
    yield* blockEntry(block, scope, (childID) =>
      nesting.child(session, childID, `${path}${turn.number}.${block.number}.`),
    )
  }
  if (turn.diffs.length > 0) {
    yield details(
      'What this turn changed',
      turn.diffs.map((diff) => diffEntry(diff, scope)).join(''),
    )
  }
  const used = tokenSum(turn.tokens)
  yield facts([
    ['time', turn.duration === undefined ? undefined : formatDuration(turn.duration)],
    ['tokens', used > 0 ? formatAmount(used) : undefined],
    ['cost', turn.cost === undefined ? undefined : formatCost(turn.cost)],
  ])
}

function promptEntry(prompt: Prompt, scope: Scope): string {
  const by = [
    prompt.time === undefined ? '' : formatTime(prompt.time),
    plainLine(prompt.agent ?? ''),
    prompt.model ? plainLine(fullModelName(prompt.model)) : '',
    prompt.origin === 'user' ? '' : `origin: ${prompt.origin}`,
  ].filter(Boolean)
  return [
    by.length > 0 ? `_${by.join(' · ')}_\n\n` : '',
    textEntry(prompt, scope),
    facts(prompt.mentions.map(({type, name}) => [`mentions ${type}`, plainLine(name)])),
    ...prompt.attachments.map((file) => fileEntry(file, scope)),
    ...prompt.context.map((block) => details('Added by the agent', machineText(block.text, scope))),
    prompt.system ? details('System prompt', machineText(prompt.system, scope)) : '',
    prompt.extra ? details('More that was recorded', values(prompt.extra, scope)) : '',
    leftEntry(prompt.left),
  ].join('')
}

function textEntry({text, isLeftOut}: Prompt, scope: Scope): string {
  if (isLeftOut) return 'A prompt that the author left out.\n\n'
  return text.trim() === '' ? 'A prompt without text.\n\n' : quote(text, scope.context.pieces)
}

function titleOfAside({isSynthetic, description}: TextBlock): string {
  const who = isSynthetic ? 'Added by the agent' : 'Shown to the user only'
  return description ? `${who}: ${plainLine(description)}` : who
}

function* blockEntry(
  block: Block,
  scope: Scope,
  nested: (childID: string | undefined) => Iterable<string>,
): Generator<string> {
  const undone = block.isUndone ? ' (undone)' : ''
  switch (block.type) {
    case 'text':
      yield block.isSynthetic || block.isIgnored
        ? details(`${titleOfAside(block)}${undone}`, machineText(block.text, scope))
        : `${undone && '_Undone:_\n\n'}${embedded(block.text, scope.context.pieces)}`
      return
    case 'reasoning':
      yield block.text.trim() === ''
        ? details(`Reasoning${undone}`, 'Kept by the provider, not recorded.\n\n')
        : details(`Reasoning${undone}`, embedded(block.text, scope.context.pieces))
      return
    case 'tool':
      yield* toolEntry(block, scope, nested)
      return
    case 'notice':
      yield `> **${plainLine(block.text)}**${undone}\n\n`
      yield leftEntry(block.left)
      if (!block.detail) return
      yield block.kind === 'compaction'
        ? details('The summary that was handed on', embedded(block.detail, scope.context.pieces))
        : details('What was recorded', machineText(block.detail, scope))
      return
    case 'file':
      yield fileEntry(block, scope)
      return
    case 'left-out':
      yield leftEntry([block.what])
      return
    case 'unknown':
      yield details(`${block.name}: not known to this version${undone}`, values(block.data, scope))
  }
}
