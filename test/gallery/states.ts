import type {Block, FileBlock, Notice, ReasoningBlock, TextBlock} from '../../src/session/model.js'
import {statesOfCall} from './call-states.js'
import type {State} from './example.js'
import {featuresOf, mainFeaturesOf} from './prose-states.js'

/** Every state that a block shows. */
export function statesOfBlock(block: Block): State[] {
  switch (block.type) {
    case 'text':
      return statesOfText(block)
    case 'reasoning':
      return named('thought', statesOfThought(block))
    case 'tool':
      return named(block.details.kind, statesOfCall(block))
    case 'notice':
      return statesOfNotice(block)
    case 'file':
      return named('file', statesOfFile(block))
    case 'left-out':
      return named('left', [block.what])
    case 'unknown':
      return named('unknown', [block.isUndone ? 'undone' : 'a part of another version'])
  }
}

/** States of one element by their names. */
export function named(element: State['element'], states: readonly string[]): State[] {
  return states.map((state) => ({element, state}))
}

function statesOfText(block: TextBlock): State[] {
  if (block.isSynthetic) {
    return named('added', [
      block.description === undefined ? 'added by the agent' : 'added by the agent, described',
    ])
  }
  if (block.isIgnored) return named('added', ['not sent to the model'])
  return named('answer', [...mainFeaturesOf(block.text), ...(block.isUndone ? ['undone'] : [])])
}

function statesOfThought({text, duration, isUndone}: ReasoningBlock): string[] {
  if (isUndone) return ['undone']
  if (text.trim() === '') return ['encrypted']
  return [
    duration === undefined ? 'without a duration' : 'with a duration',
    ...featuresOf(text).filter((feature) => feature === 'code with a language'),
  ]
}

function statesOfNotice({kind, detail, isUndone}: Notice): State[] {
  const isDivider = kind === 'compaction' || kind === 'agent' || kind === 'model'
  const words = [kind, detail ? 'with what was recorded' : '', isUndone ? 'undone' : ''].filter(
    Boolean,
  )
  return named(isDivider ? 'divider' : 'notice', [words.join(', ')])
}

/** States of a file that is part of the session. */
export function statesOfFile({mime, name, data, url}: FileBlock): string[] {
  if (!data) return [url ? 'an address alone' : 'a name alone']
  const kind = /^image\/(?!svg)/.test(mime)
    ? 'picture'
    : mime === 'application/pdf'
      ? 'PDF'
      : /^text\/|json|svg/.test(mime)
        ? 'text'
        : 'bytes that are not shown'
  return [name === undefined ? `${kind} without a name` : kind]
}
