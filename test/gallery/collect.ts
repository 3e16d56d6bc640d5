import {type Segment, segmentsOf} from '../../src/render/page/segments.js'
import type {Block, Session, Turn} from '../../src/session/model.js'
import {aText} from '../render/sample-session.js'
import {type Example, elements, type Origin, type State, type Subject} from './example.js'
import {named, statesOfBlock, statesOfFile} from './states.js'
import {statesOfEnd, statesOfPrompt, statesOfTop} from './turn-states.js'

/** The first example of each state of each element, in the order of the elements. */
export function collectExamples(origins: readonly Origin[]): Example[] {
  const seen = new Set<string>()
  const examples = origins.flatMap((origin) => [...examplesOf(origin, seen)])
  const order = Object.keys(elements)
  return examples.toSorted((a, b) => order.indexOf(a.element) - order.indexOf(b.element))
}

function* examplesOf(origin: Origin, seen: Set<string>): Generator<Example> {
  for (const [subject, states, session] of subjectsOf(origin.session)) {
    const fresh = states.filter(({element, state}) => !seen.has(`${element}: ${state}`))
    const [first] = fresh
    if (!first) continue
    for (const {element, state} of fresh) seen.add(`${element}: ${state}`)
    yield {
      element: first.element,
      states: [...new Set(fresh.map(({state}) => state))],
      from: origin.name,
      session,
      subject,
      ...(origin.given && {given: origin.given}),
    }
  }
}

type Found = readonly [subject: Subject, states: State[], session: Session]

function* subjectsOf(session: Session): Generator<Found> {
  yield [{type: 'masthead'}, named('masthead', statesOfTop(session)), session]
  for (const turn of session.turns) yield* subjectsOfTurn(turn, session)
  for (const child of session.children) {
    for (const turn of child.turns) yield* subjectsOfTurn(turn, child)
  }
}

function* subjectsOfTurn(turn: Turn, session: Session): Generator<Found> {
  const bare = {...turn, diffs: [], blocks: [aText(1, 'What answers it.')]}
  delete bare.duration
  delete bare.cost
  yield [
    {type: 'turn', turn: {...bare, tokens: none}},
    named('prompt', statesOfPrompt(turn)),
    session,
  ]
  const end = {...turn, blocks: bare.blocks}
  yield [{type: 'turn', turn: end}, named('end', statesOfEnd(turn)), session]
  for (const segment of segmentsOf(turn.blocks)) yield* subjectsOfSegment(segment, session)
}

const none = {input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0}

function* subjectsOfSegment(segment: Segment, session: Session): Generator<Found> {
  if (segment.type === 'one') {
    yield one(segment.block, session)
    return
  }
  const {steps} = segment
  for (const step of steps) {
    if (step.type === 'left') {
      const [first] = step.blocks
      if (first) yield [{type: 'blocks', blocks: step.blocks}, named('left', [first.what]), session]
      continue
    }
    if (step.type === 'looked') {
      const {calls} = step
      const kinds = new Set(calls.map(({details}) => details.kind))
      const state = calls[0]?.isUndone ? 'undone' : [...kinds].toSorted().join(' and ')
      yield [{type: 'blocks', blocks: calls}, named('looked', [state]), session]
      for (const call of calls) yield one(call, session)
      continue
    }
    yield one(step, session)
    if (step.type !== 'tool') continue
    for (const file of step.attachments) {
      yield [{type: 'blocks', blocks: [file]}, named('file', statesOfFile(file)), session]
    }
  }
  const blocks = steps.flatMap((step): Block[] => {
    if (step.type === 'left') return step.blocks
    return step.type === 'looked' ? step.calls : [step]
  })
  if (steps.length < 4) return
  const isQuiet = blocks.every((block) => block.type !== 'tool' || block.status === 'completed')
  const state = isQuiet ? 'all went well' : 'one failed'
  yield [{type: 'blocks', blocks: blocks.slice(0, 8)}, named('run', [state]), session]
}

function one(block: Block, session: Session): Found {
  const states = statesOfBlock(block)
  if (block.type === 'tool' && block.details.kind === 'task' && block.childID !== undefined) {
    const isGiven = session.children.some(({id}) => id === block.childID)
    states.push({
      element: 'task',
      state: isGiven ? 'with its conversation' : 'its conversation was not given',
    })
  }
  return [{type: 'blocks', blocks: [block]}, states, session]
}
