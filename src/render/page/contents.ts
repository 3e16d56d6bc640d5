import type {ContentsView} from '../../../templates/page.js'
import type {Session, Turn} from '../../session/model.js'
import {count} from '../text/format.js'
import {titleOfPrompt} from './prompt-title.js'
import {headingOf} from './turns.js'

/** The prompts in order, then the parts that follow them. */
export function contentsOf(session: Session): ContentsView[] {
  const prompts = session.turns.map((turn) => ({
    id: `t${turn.number}`,
    number: turn.number,
    title: headingOf(turn, titleOfPrompt(turn.prompt?.text ?? '').title),
    note: noteOf(turn),
  }))
  const {diffs, todos} = session
  const done = todos.filter((todo) => todo.status === 'completed').length
  const rest: ContentsView[] = [{id: 'about', number: '', title: 'About this page'}]
  if (todos.length > 0) {
    rest.unshift({id: 'todos', number: '', title: 'Todos', note: `${done} of ${todos.length} done`})
  }
  if (diffs.length > 0) {
    rest.unshift({
      id: 'files',
      number: '',
      title: 'Files changed',
      note: count(diffs.length, 'file'),
    })
  }
  return [...prompts, ...rest]
}

function noteOf(turn: Turn): string | undefined {
  const calls = turn.blocks.filter((block) => block.type === 'tool').length
  const errors = turn.blocks.filter(
    (block) =>
      (block.type === 'tool' && block.status === 'failed') ||
      (block.type === 'notice' && block.kind === 'error'),
  ).length
  const facts = [
    calls > 0 ? count(calls, 'call') : '',
    errors > 0 ? count(errors, 'error') : '',
    turn.isUndone ? 'undone' : '',
  ].filter(Boolean)
  return facts.join(', ') || undefined
}
