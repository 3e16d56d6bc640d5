import type {Session} from '../../src/session/model.js'
import {aCall, aDiff, aSession, aText, aTurn, sampleSession} from '../render/sample-session.js'
import type {Example} from './example.js'
import {partsSession} from './made/parts.js'
import {madeHere} from './origins.js'

/** Examples that need more than one block: several calls, tight limits, cuts, whole parts. */
export function specialExamples(): Example[] {
  const sample = sampleSession()
  const example = (one: Pick<Example, 'element' | 'states' | 'subject'> & Partial<Example>) => ({
    from: madeHere,
    session: sample,
    ...one,
  })
  return [
    example({element: 'contents', states: ['prompts and parts'], subject: {type: 'contents'}}),
    example({element: 'masthead', states: ['of a later page'], subject: {type: 'slim'}}),
    ...subagents(sample).map(example),
    ...tooLong().map(example),
    example({
      element: 'divider',
      states: ['an undone part'],
      subject: {
        type: 'blocks',
        blocks: [aText(1, 'This was kept.'), {...aText(2, 'This was undone.'), isUndone: true}],
      },
    }),
    ...[1, 3].map((seam) =>
      example({
        element: 'again',
        states: [seam === 1 ? 'a turn and steps in a row' : 'a subagent'],
        subject: {type: 'again', turn: cutTurn(), seam},
      }),
    ),
    example({element: 'pager', states: ['before and after'], subject: {type: 'pager'}}),
    example({
      element: 'parts',
      states: ['other subagents, files in every state, todos, about this page'],
      subject: {type: 'parts'},
      session: partsSession(),
      given: {
        findings: [
          {rule: 'github-token', number: 1, count: 3},
          {rule: 'folder', number: 0, count: 9},
        ],
      },
    }),
  ]
}

type Special = Pick<Example, 'element' | 'states' | 'subject'> & Partial<Example>

function subagents(sample: Session): Special[] {
  const call = aCall(
    1,
    {kind: 'task', description: 'Find price handling', prompt: 'Find it.', agent: 'explore'},
    {childID: sample.children[0]?.id ?? '', output: 'Three places.'},
  )
  const again = {...call, number: 2, output: 'A fourth place.'}
  return [
    {
      element: 'task',
      states: ['its conversation is shown elsewhere'],
      subject: {type: 'blocks', blocks: [call, again]},
    },
    {
      element: 'task',
      states: ['nested too deeply'],
      subject: {type: 'blocks', blocks: [call]},
      given: {limits: {depth: 1}},
    },
  ]
}

/** Texts and pictures past the limits of a page. */
function tooLong(): Special[] {
  const log = Array.from({length: 900}, (_, n) => `line ${n + 1} of a long log`).join('\n')
  const call = aCall(1, {kind: 'execute', command: 'cat build.log', exitCode: 0}, {output: log})
  const write = aCall(1, {kind: 'write', path: 'build.log', content: log, existed: false})
  const given = {limits: {text: 4_000}}
  return [
    {
      element: 'execute',
      states: ['output kept as a file'],
      subject: {type: 'blocks', blocks: [call]},
      given,
    },
    {
      element: 'write',
      states: ['content kept as a file'],
      subject: {type: 'blocks', blocks: [write]},
      given,
    },
  ]
}

/** A turn that may be cut inside of a run, and inside of a subagent. */
function cutTurn() {
  const diff = aDiff('src/a.ts', '@@ -1,1 +1,1 @@\n-old\n+new\n')
  const edit = {kind: 'edit', path: 'src/a.ts', changes: []} as const
  return aTurn(7, 'A turn that goes over two pages', [
    aCall(1, {kind: 'skill', name: 'release-notes'}),
    aCall(2, {...edit, changes: []}, {diffs: [diff]}),
    aCall(3, {kind: 'task', description: 'Find it', prompt: 'Find it.'}, {childID: 'ses_child'}),
    aText(4, 'The end of the answer.'),
  ])
}

/** A session that is only its parts. */
export function emptySession(): Session {
  return aSession({title: 'Gallery'})
}
