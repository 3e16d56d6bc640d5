import type {Session, Turn} from '../../src/session/model.js'
import {tokenSum} from '../../src/session/tokens.js'
import {featuresOf} from './prose-states.js'

/** Every state that the heading of a turn shows. */
export function statesOfPrompt({prompt, isUndone}: Turn): string[] {
  if (!prompt) return ['before the first prompt']
  const {text, origin, mentions, attachments, context, system, extra} = prompt
  const hasText = text.trim() !== ''
  return [
    hasText && `origin: ${origin}`,
    !hasText && (attachments.length > 0 ? 'files alone' : 'without text'),
    ...mentions.map(({type}) => `names a ${type}`),
    attachments.length > 0 && 'with files',
    attachments.some(({mime}) => mime.startsWith('image/')) && 'with a picture',
    context.length > 0 && 'with context',
    system !== undefined && 'with a system prompt of its own',
    extra !== undefined && Object.keys(extra).length > 0 && 'with more that was recorded',
    isUndone && 'undone',
    /^.{121}/.test(text.trim()) && 'a long first line',
    /^[^\n]*`[^`\n]+`/.test(text.trim()) && 'code in the heading',
    prompt.agent !== undefined && prompt.model !== undefined && 'agent and model',
    ...featuresOf(text).flatMap((feature) => promptFeatures[feature] ?? []),
  ].filter((state) => state !== false)
}

const promptFeatures: Record<string, string> = {
  'right to left': 'right to left',
  'Chinese, Japanese, Korean': 'Chinese, Japanese, Korean',
  redaction: 'redaction',
  'hidden characters': 'hidden characters',
  'code with a language': 'code below the heading',
}

/** What stands below an answer: the sum, and the net change of the turn. */
export function statesOfEnd({diffs, duration, cost, tokens}: Turn): string[] {
  const used = tokenSum(tokens) > 0
  return [
    diffs.length > 0 && 'with what the turn changed',
    duration !== undefined && duration > 0 && cost !== undefined && used && 'time, tokens and cost',
    used && cost === undefined && 'cost not recorded',
  ].filter((state) => state !== false)
}

/** What the top of the page shows of a session. */
export function statesOfTop({
  totals,
  todos,
  diffs,
  children,
  undone,
  remarks,
  ...session
}: Session) {
  const isFull =
    diffs.length > 0 &&
    todos.length > 0 &&
    totals.cost !== undefined &&
    totals.working !== undefined
  return [
    isFull && 'all facts',
    isFull && totals.errors > 0 && children.length > 0 && 'errors and subagents',
    totals.cost === undefined && tokenSum(totals.tokens) === 0 && 'nothing recorded',
    totals.cost === undefined && tokenSum(totals.tokens) > 0 && 'cost not recorded',
    undone !== undefined && 'the end was undone',
    remarks.length > 0 && 'with a remark',
    session.title === '' && 'without a title',
    session.title.length > 120 && 'a long title',
    /[\u0590-\u08ff]{3}/.test(session.title) && 'right to left',
    session.times.archived !== undefined && 'archived',
  ].filter((state) => state !== false)
}
