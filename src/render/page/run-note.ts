import {isFailure} from '../../session/failure.js'
import {count} from '../text/format.js'
import type {Line, Looked, Step} from './segments.js'

/** What a run of steps was, in one line: `3 steps: 1 file edited, 1 command failed, the plan`. */
export function noteOfRun(lines: readonly Line[]): string {
  const tally = new Map<string, number>()
  for (const step of lines.flatMap(stepsOf)) {
    const word = wordOf(step)
    tally.set(word, (tally.get(word) ?? 0) + 1)
  }
  const said = [...tally].map(([word, times]) => phraseOf(word, times))
  const amount = [...tally.values()].reduce((sum, times) => sum + times, 0)
  return `${count(amount, 'step')}: ${said.join(', ')}`
}

/** What the reads and searches in a row were: `7 files, searched twice`. */
export function noteOfLooked({calls}: Looked): string {
  const paths = new Set(
    calls.flatMap(({details}) => (details.kind === 'read' ? [details.path] : [])),
  )
  const searches = calls.filter(({details}) => details.kind === 'search').length
  const times = searches === 1 ? 'once' : searches === 2 ? 'twice' : `${searches} times`
  const said = [
    paths.size > 0 && count(paths.size, 'file'),
    searches > 0 && `searched ${times}`,
  ].filter((one) => one !== false)
  return said.join(', ')
}

function stepsOf(line: Line): Step[] {
  if (line.type === 'left') return []
  return line.type === 'looked' ? line.calls : [line]
}

const failed = ' failed'

function wordOf(step: Step): string {
  if (step.type === 'reasoning') return 'thought'
  if (step.type === 'unknown') return 'other'
  return isFailure(step) && step.details.kind !== 'question'
    ? step.details.kind + failed
    : step.details.kind
}

function phraseOf(word: string, times: number): string {
  const kind = word.replace(failed, '')
  if (kind === 'todo') return word === kind ? 'the plan' : 'the plan failed'
  const [one, many] = nouns[kind] ?? ['other step', 'other steps']
  return `${count(times, one, many)}${word === kind ? '' : failed}`
}

const nouns: Record<string, readonly [string, string]> = {
  thought: ['thought', 'thoughts'],
  execute: ['command', 'commands'],
  read: ['look', 'looks'],
  search: ['search', 'searches'],
  edit: ['edit', 'edits'],
  write: ['file written', 'files written'],
  patch: ['patch', 'patches'],
  fetch: ['page fetched', 'pages fetched'],
  task: ['subagent', 'subagents'],
  question: ['question', 'questions'],
  skill: ['skill', 'skills'],
}
