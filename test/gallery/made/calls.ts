import type {ToolCall, ToolDetails} from '../../../src/session/model.js'
import {aCall, aDiff, aFile, pngBase64} from '../../render/sample-session.js'
import {commonStates} from '../call-states.js'

type Given = Partial<ToolCall>

/** One call of each kind, as it is when all goes well. */
const plain: {[Kind in ToolDetails['kind']]: readonly [Extract<ToolDetails, {kind: Kind}>, Given]} =
  {
    execute: [
      {kind: 'execute', command: 'npm test', description: 'Runs every test', exitCode: 0},
      {output: '\u001b[32m✔\u001b[0m 42 tests passed\n'},
    ],
    read: [
      {
        kind: 'read',
        path: 'src/money.ts',
        loaded: [],
        lines: {
          first: 1,
          text: 'export const cents = (value: number) => Math.round(value * 100)\n',
        },
      },
      {},
    ],
    search: [
      {kind: 'search', operation: 'grep', query: 'total\\(', path: 'src', hits: 2},
      {output: 'src/cart.ts:\n  Line 36: total() {\n  Line 40: total()'},
    ],
    edit: [
      {
        kind: 'edit',
        path: 'src/money.ts',
        changes: [{before: 'Math.floor', after: 'Math.round', isEverywhere: false}],
      },
      {
        diffs: [
          aDiff(
            'src/money.ts',
            '@@ -1,2 +1,2 @@\n-const a = Math.floor(b)\n+const a = Math.round(b)\n export {a}\n',
          ),
        ],
      },
    ],
    write: [
      {
        kind: 'write',
        path: 'src/badge.ts',
        content: "export const badge = '−15 %'\n",
        existed: false,
      },
      {},
    ],
    patch: [
      {
        kind: 'patch',
        text: '*** Begin Patch\n*** Update File: src/a.ts\n-old\n+new\n*** End Patch',
      },
      {diffs: [aDiff('src/a.ts', '@@ -1,1 +1,1 @@\n-old\n+new\n')]},
    ],
    fetch: [
      {
        kind: 'fetch',
        operation: 'fetch',
        target: 'https://docs.acme.example/discounts',
        format: 'markdown',
      },
      {
        output:
          '# Discounts\n\nRound **half up**, see [the rules](https://docs.acme.example/rules).',
      },
    ],
    todo: [
      {
        kind: 'todo',
        isRead: false,
        todos: [
          {content: 'Read the cart', status: 'completed', was: 'in_progress'},
          {content: 'Draw the badge', status: 'in_progress', was: 'new'},
        ],
      },
      {},
    ],
    question: [
      {
        kind: 'question',
        isDismissed: false,
        questions: [
          {
            question: 'Which badge colour should I use?',
            isMultiple: false,
            own: [],
            options: [
              {label: 'Teal (Recommended)', description: 'matches the brand', isChosen: true},
              {label: 'Red', description: 'stands out', isChosen: false},
            ],
          },
        ],
      },
      {},
    ],
    task: [
      {
        kind: 'task',
        description: 'Find price code',
        prompt: 'Find all the code which handles prices.',
        agent: 'explore',
      },
      {output: 'Prices: `src/money.ts:1`, `scripts/import_prices.py:8`.'},
    ],
    skill: [
      {kind: 'skill', name: 'release-notes'},
      {output: '# Release notes\n\nShort sentences.'},
    ],
    other: [
      {kind: 'other', server: 'inventory', input: {sku: 'TEA-001', warehouse: 'BER-2'}},
      {name: 'inventory_lookup', output: '{"sku": "TEA-001", "stock": 42}'},
    ],
  }

const changes: Record<(typeof commonStates)[number], Given> = {
  completed: {duration: 320},
  failed: {
    status: 'failed',
    error: 'EACCES: permission denied, open ‘/etc/cart.json’',
    diffs: [],
    duration: 12,
  },
  interrupted: {
    status: 'failed',
    isInterrupted: true,
    error: 'The user stopped it',
    duration: 64_000,
  },
  running: {status: 'running', diffs: []},
  pending: {status: 'pending', diffs: []},
  'output cut': {outputState: 'cut'},
  'output cleared': {outputState: 'cleared'},
  'with diagnostics': {
    diagnostics: (['error', 'warning', 'information', 'hint'] as const).map((severity, index) => ({
      path: 'src/money.ts',
      line: 12 + index,
      column: 4,
      severity,
      message: 'Type ‘string’ is not assignable to type ‘number’.',
    })),
  },
  'with a picture': {attachments: [aFile(1, 'badge.png', 'image/png', pngBase64)]},
  'with an error that did not fail it': {error: 'The cache could not be written.'},
  undone: {isUndone: true},
}

const silent = new Set(['failed', 'running', 'pending'])

/** Each kind of tool in each state that all of them can be in. */
export function callsInEveryState(): ToolCall[] {
  return Object.values(plain).flatMap(([details, given]) =>
    commonStates.map((state, index) => {
      const {output, ...rest} = given
      const hasOutput = output !== undefined && !silent.has(state)
      return aCall(index + 1, silent.has(state) ? withoutOutcome(details) : details, {
        ...rest,
        ...(hasOutput && {output}),
        ...changes[state],
      })
    }),
  )
}

/** What was asked for, without what came of it. */
function withoutOutcome(details: ToolDetails): ToolDetails {
  switch (details.kind) {
    case 'execute': {
      const {exitCode: _, ...rest} = details
      return rest
    }
    case 'read': {
      const {lines: _, ...rest} = details
      return rest
    }
    case 'search': {
      const {hits: _, ...rest} = details
      return rest
    }
    default:
      return details
  }
}
