import type {JsonObject} from '../../../src/session/json.js'
import type {Question, ToolCall} from '../../../src/session/model.js'
import {aCall} from '../../render/sample-session.js'

/** Plans with todos of every status. */
export function plans(): ToolCall[] {
  const statuses = ['pending', 'in_progress', 'completed', 'cancelled', 'blocked']
  const todos = statuses.map((status) => ({content: `A todo that is ${status}`, status}))
  return [
    aCall(1, {
      kind: 'todo',
      isRead: false,
      todos: [
        ...todos,
        {content: 'Review', status: 'pending', was: 'new', priority: 'high'},
        {content: 'Test', status: 'completed', was: 'in_progress'},
      ],
    }),
    aCall(1, {kind: 'todo', isRead: true, todos}),
    aCall(1, {kind: 'todo', isRead: false, todos: []}),
  ]
}

/** Questions with every kind of answer. */
export function talks(): ToolCall[] {
  const option = (label: string, isChosen: boolean, description?: string) => ({
    label,
    isChosen,
    ...(description !== undefined && {description}),
  })
  const one: Question = {
    header: 'Badge',
    question: 'Which colour?',
    isMultiple: false,
    own: [],
    options: [option('Teal', true, 'matches the brand'), option('Red', false)],
  }
  const several: Question = {
    question: 'Which pages?',
    isMultiple: true,
    own: ['the receipt'],
    options: [option('Cart', true), option('Order', true), option('Home', false)],
  }
  const open: Question = {
    question: 'What should it say?',
    isMultiple: false,
    own: ['−15 %'],
    options: [],
  }
  const left: Question = {
    question: 'Go on?',
    isMultiple: false,
    own: [],
    options: [option('Yes', false), option('No', false)],
  }
  return [
    aCall(1, {kind: 'question', isDismissed: false, questions: [one, several, open]}),
    aCall(1, {kind: 'question', isDismissed: true, questions: [left]}),
  ]
}

/** Subagents and tools that nobody knows. */
export function others(): ToolCall[] {
  const task = {kind: 'task', description: 'Review', prompt: 'Review it.'} as const
  const own = (input: JsonObject, output?: string) =>
    aCall(1, {kind: 'other', input}, {name: 'deploy', ...(output !== undefined && {output})})
  return [
    aCall(
      1,
      {
        ...task,
        agent: 'reviewer',
        command: 'review',
        state: 'completed',
        model: {id: 'acme-coder-small'},
      },
      {childID: 'ses_nowhere', output: 'Fine.'},
    ),
    aCall(1, task),
    own({}, 'Deployed to https://acme.example\n'),
    own({target: {name: 'staging', regions: ['eu', 'us']}}, '{"ok": true}'),
    own({target: 'staging'}),
  ]
}
