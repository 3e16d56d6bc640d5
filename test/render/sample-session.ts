import type {
  Block,
  FileBlock,
  FileDiff,
  Session,
  Tokens,
  ToolCall,
  ToolDetails,
  Turn,
} from '../../src/session/model.js'

/** No tokens. */
export const noTokens: Tokens = {input: 0, output: 0, reasoning: 0, cacheRead: 0, cacheWrite: 0}

/** A session with nothing in it but what is given. */
export function aSession(given: Partial<Session> = {}): Session {
  return {
    id: 'ses_test',
    title: 'A test',
    agent: {name: 'OpenCode', version: '1.18.33'},
    times: {created: Date.UTC(2026, 10, 22, 10, 35, 12)},
    models: [{provider: 'acme', id: 'acme-coder-large', variant: 'high'}],
    turns: [],
    todos: [],
    diffs: [],
    children: [],
    totals: {
      prompts: 1,
      messages: 2,
      toolCalls: 0,
      errors: 0,
      tokens: noTokens,
      files: 0,
      additions: 0,
      deletions: 0,
    },
    remarks: [],
    ...given,
  }
}

/** A turn that a text asks for. */
export function aTurn(
  number: number,
  text: string,
  blocks: Block[] = [],
  given: Partial<Turn> = {},
): Turn {
  return {
    number,
    prompt: {text, mentions: [], attachments: [], context: [], origin: 'user'},
    blocks,
    diffs: [],
    tokens: noTokens,
    usage: [],
    isUndone: false,
    ...given,
  }
}

/** An answer. */
export function aText(number: number, text: string): Block {
  return {type: 'text', number, text, isUndone: false, isSynthetic: false, isIgnored: false}
}

/** A finished call of a tool. */
export function aCall(
  number: number,
  details: ToolDetails,
  given: Partial<ToolCall> = {},
): ToolCall {
  return {
    type: 'tool',
    number,
    isUndone: false,
    name: details.kind,
    status: 'completed',
    isInterrupted: false,
    details,
    diffs: [],
    attachments: [],
    diagnostics: [],
    extra: {},
    ...given,
  }
}

/** A change of one file. */
export function aDiff(path: string, patch: string, given: Partial<FileDiff> = {}): FileDiff {
  const lines = patch.split('\n')
  return {
    path,
    status: 'modified',
    isBinary: false,
    additions: lines.filter((line) => line.startsWith('+')).length,
    deletions: lines.filter((line) => line.startsWith('-')).length,
    patch,
    ...given,
  }
}

/** A file with its bytes. */
export function aFile(number: number, name: string, mime: string, data?: string): FileBlock {
  return {type: 'file', number, isUndone: false, name, mime, ...(data !== undefined && {data})}
}

/** A picture of 40 × 30 pixels, as Base64. */
export const pngBase64 =
  'iVBORw0KGgoAAAANSUhEUgAAACgAAAAeCAIAAADRv8uKAAAAOElEQVR42u3NMQ0AMAgAsA1PmMAAPlGACjK5SjoG0Ecq4ot0cHBwcHBwcHBwcHBwcHBwcHBwcPDrBc1gA6VBG3m8AAAAAElFTkSuQmCC'

const cartPatch = `@@ -33,7 +33,7 @@ export class Cart {
     for (const item of this.items.values()) {
       sum += item.unitPrice * item.quantity
     }
-    return Math.floor((sum * (100 - this.discount)) / 100)
+    return Math.round((sum * (100 - this.discount)) / 100)
   }
 
   toString() {
@@ -50,3 +50,4 @@
 // the end
-last line
\\ No newline at end of file
+last line, changed
+one more <b>line</b>
`

const answer = `## What I did

The rules say *half up*, and \`Math.floor\` is **not** that. See [the docs](https://docs.acme.example/discounts) and
[the file](src/cart/cart.ts:36). Use the <Button> element.[^1]

- [x] read the cart
- [ ] draw the badge
  - nested \`code\`

| Case | Result |
| :--- | ---: |
| 15 % | 1,513 |
| 10 % | 563 | extra |

\`\`\`ts title="cart.ts"
export function total(items: Item[]): number {
  // half up
  return Math.round(items.length * 1.5) + "text".length
}
\`\`\`

> A quotation.

[unused]: https://unused.example "kept"

[^1]: Not the DOM one.`

/** One session with every kind of block, for tests and for looking at. */
export function sampleSession(): Session {
  const child = aSession({
    id: 'ses_child',
    title: 'Find places that handle prices',
    parentID: 'ses_sample',
    turns: [
      aTurn(1, 'Find every place that handles prices.', [
        aText(1, 'I looked at `src/` and found **three**.[^1]\n\n[^1]: A footnote of a subagent.'),
        aCall(
          2,
          {kind: 'search', operation: 'glob', query: 'src/**/*.ts', hits: 3},
          {output: 'a.ts\nb.ts\nc.ts'},
        ),
      ]),
    ],
    todos: [{content: 'Look', status: 'completed'}],
  })
  const lone = aSession({
    id: 'ses_lone',
    title: 'A subagent that no call joined',
    turns: [aTurn(1, 'Alone', [aText(1, 'Nobody asked for me.')])],
  })
  return aSession({
    id: 'ses_sample',
    title: 'Percentage discounts for the cart',
    directory: '~/acme-shop',
    times: {
      created: Date.UTC(2026, 10, 22, 10, 33, 34),
      updated: Date.UTC(2026, 10, 22, 10, 52, 40),
    },
    models: [{provider: 'acme', id: 'acme-coder-large', variant: 'high'}, {id: 'acme-coder-small'}],
    turns: [workTurn(), toolsTurn(), troubleTurn(), aTurn(4, '', [])],
    todos: [
      {content: 'Read the cart', status: 'completed', priority: 'high'},
      {content: 'Draw the badge', status: 'in_progress'},
      {content: 'Ask the translators', status: 'cancelled'},
      {content: 'Write a note', status: 'pending'},
    ],
    diffs: [
      aDiff('src/cart/cart.ts', cartPatch),
      aDiff('docs/new.md', '@@ -0,0 +1,2 @@\n+# Discounts\n+half up\n', {status: 'added'}),
      aDiff('assets/logo.png', '', {isBinary: true, status: 'added'}),
      aDiff('src/new-name.ts', '', {status: 'renamed', oldPath: 'src/old-name.ts'}),
      aDiff('src/lost.ts', '', {additions: 12, deletions: 3}),
    ],
    children: [child, lone],
    totals: {
      prompts: 4,
      messages: 12,
      toolCalls: 15,
      errors: 2,
      cost: 0.5812,
      tokens: {input: 40_000, output: 12_000, reasoning: 1_200, cacheRead: 96_000, cacheWrite: 0},
      working: 902_000,
      waiting: 244_000,
      files: 5,
      additions: 17,
      deletions: 5,
    },
    undone: {turns: 1, blocks: 0},
    remarks: [{type: 'trimmed', text: 'Two parts of the session could not be read.'}],
    extra: {slug: 'happy-cart', nested: {deep: {value: 1}}},
  })
}

function workTurn(): Turn {
  const turn = aTurn(
    1,
    'Please add percentage discounts to the cart. Keep `total()` in cents, and add a test.\n\nThe token is [redacted:github-token#1].\nSecond line.',
    [
      {
        type: 'reasoning',
        number: 1,
        isUndone: false,
        text: 'The user wants **discounts**.\n\n1. read\n2. plan',
        duration: 4000,
      },
      {type: 'reasoning', number: 2, isUndone: false, text: ''},
      aCall(
        3,
        {
          kind: 'read',
          path: 'src/cart/cart.ts',
          loaded: ['AGENTS.md'],
          lines: {
            first: 24,
            text: "import {a} from './a.js'\n\nexport const b = 1 // one\n",
            total: 60,
          },
        },
        {duration: 12},
      ),
      aCall(4, {
        kind: 'read',
        path: 'src',
        loaded: [],
        entries: ['cart/', 'index.ts', 'evil\u202etxt.exe'],
      }),
      aCall(
        5,
        {
          kind: 'search',
          operation: 'grep',
          query: 'total\\(',
          path: 'src',
          include: '*.ts',
          hits: 2,
        },
        {output: 'src/cart.ts:\n  Line 36: total() {\n  Line 40: total()'},
      ),
      aText(6, answer),
      aCall(
        7,
        {
          kind: 'edit',
          path: 'src/cart/cart.ts',
          changes: [{before: 'Math.floor', after: 'Math.round', isEverywhere: false}],
        },
        {
          diffs: [aDiff('src/cart/cart.ts', cartPatch)],
          duration: 34,
          diagnostics: [
            {
              path: 'src/cart/cart.ts',
              line: 36,
              column: 4,
              severity: 'error',
              message: 'Type "x" is not assignable',
            },
          ],
        },
      ),
      aCall(8, {
        kind: 'write',
        path: 'src/cart/cart.test.ts',
        content: "import {test} from 'vitest'\n\ntest('x', () => {})\n",
        existed: false,
      }),
      aCall(
        9,
        {
          kind: 'execute',
          command: 'npm test',
          description: 'Runs every test',
          directory: '~/acme-shop',
          exitCode: 1,
        },
        {
          output: `\u001b[32m✔\u001b[0m total() \u001b[90m(1.1ms)\u001b[0m\n\u001b[1;31m✖ half up\u001b[0m\nprogress 10%\rprogress 100%\n\u001b[38;5;208morange\u001b[0m \u001b[42m PASS \u001b[0m\n${Array.from({length: 40}, (_, n) => `line ${n + 1}`).join('\n')}\n`,
          duration: 2400,
        },
      ),
      aCall(10, {kind: 'execute', command: 'echo ok', exitCode: 0}, {output: 'ok\n', duration: 12}),
      aCall(11, {
        kind: 'todo',
        isRead: false,
        todos: [
          {content: 'Read the cart', status: 'completed', was: 'in_progress'},
          {content: 'Draw the badge', status: 'in_progress', was: 'pending', priority: 'high'},
          {content: 'Write a note', status: 'pending', was: 'new'},
          {content: 'Unchanged', status: 'pending'},
        ],
      }),
    ],
    {
      diffs: [aDiff('src/cart/cart.ts', cartPatch)],
      cost: 0.31,
      tokens: {input: 100, output: 2000, reasoning: 0, cacheRead: 60_000, cacheWrite: 0},
      duration: 372_000,
    },
  )
  if (turn.prompt) {
    turn.prompt = {
      ...turn.prompt,
      agent: 'build',
      model: {provider: 'acme', id: 'acme-coder-large', variant: 'high'},
      time: Date.UTC(2026, 10, 22, 10, 33, 34),
      mentions: [{type: 'file', name: 'docs/mockup.png'}],
      attachments: [
        aFile(1, 'docs/mockup.png', 'image/png', pngBase64),
        aFile(2, 'notes.txt', 'text/plain', btoa('a note\nof text')),
      ],
      context: [
        {
          type: 'text',
          number: 1,
          isUndone: false,
          isSynthetic: true,
          isIgnored: false,
          text: 'Called the Read tool\n\n<file>\n1: x\n</file>',
        },
      ],
      system: 'You are terse.',
      extra: {format: {type: 'json_schema'}},
    }
  }
  return turn
}

function toolsTurn(): Turn {
  return aTurn(
    2,
    'Use subagents to check where else prices are handled, and ask me about the badge before you draw it.',
    [
      aCall(
        1,
        {
          kind: 'task',
          description: 'Find price handling',
          prompt: 'Find **every** place.',
          agent: 'explore',
          model: {id: 'acme-coder-small'},
          state: 'completed',
        },
        {childID: 'ses_child', output: 'Three places:\n\n- a\n- b', duration: 61_000},
      ),
      aCall(2, {
        kind: 'question',
        isDismissed: false,
        questions: [
          {
            header: 'Badge',
            question: 'Which colour?',
            isMultiple: false,
            own: ['Teal'],
            options: [
              {label: 'Red', description: 'loud', isChosen: false},
              {label: 'Blue', isChosen: true},
            ],
          },
        ],
      }),
      aCall(
        3,
        {
          kind: 'fetch',
          operation: 'fetch',
          target: 'https://docs.acme.example/discounts',
          format: 'markdown',
        },
        {output: '# Discounts\n\nRound **half up**.'},
      ),
      aCall(
        4,
        {kind: 'fetch', operation: 'search', target: 'rounding half up', provider: 'exa'},
        {output: 'Result: https://example.com'},
      ),
      aCall(5, {kind: 'skill', name: 'release-notes'}, {output: '# Skill\nDo this.'}),
      aCall(
        6,
        {kind: 'other', input: {query: 'x', nested: {a: [1, {b: 'two\nlines'}]}}, server: 'github'},
        {
          name: 'github_search_issues',
          output: '{"items": []}',
          attachments: [aFile(1, 'shot.png', 'image/png', pngBase64)],
        },
      ),
      aCall(
        7,
        {kind: 'patch', text: '*** Begin Patch\n*** Update File: a.ts\n-old\n+new\n*** End Patch'},
        {
          diffs: [
            aDiff('a.ts', '@@ -1,1 +1,1 @@\n-old\n+new\n'),
            aDiff('b.ts', '', {status: 'deleted', deletions: 3}),
          ],
        },
      ),
      {
        type: 'file',
        number: 8,
        isUndone: false,
        mime: 'application/pdf',
        name: 'spec.pdf',
        data: btoa('%PDF-1.4 hello'),
      },
      {
        type: 'unknown',
        number: 9,
        isUndone: false,
        name: 'hologram',
        data: {type: 'hologram', layers: [1, 2]},
      },
    ],
  )
}

function troubleTurn(): Turn {
  return aTurn(
    3,
    'Run the full build please',
    [
      {
        type: 'notice',
        number: 1,
        isUndone: false,
        kind: 'compaction',
        text: 'The context was compacted.',
        detail: '## Goal\n\nDiscounts.',
      },
      {
        type: 'notice',
        number: 2,
        isUndone: false,
        kind: 'retry',
        text: 'The provider was busy; tried again after 2 s.',
      },
      aCall(
        3,
        {kind: 'execute', command: 'npm run build -- --watch', exitCode: null},
        {
          status: 'failed',
          isInterrupted: true,
          output: 'watching…',
          error: 'The user stopped it',
          duration: 64_000,
        },
      ),
      aCall(
        4,
        {
          kind: 'edit',
          path: 'gone.ts',
          changes: [{before: 'a\nb', after: 'a\nc', isEverywhere: true}],
        },
        {status: 'failed', error: 'File not found: gone.ts'},
      ),
      aCall(5, {kind: 'execute', command: 'sleep 1000'}, {status: 'running'}),
      {
        type: 'notice',
        number: 6,
        isUndone: false,
        kind: 'error',
        text: 'The provider answered 500.',
        detail: '{"error": "overloaded"}',
      },
      {
        type: 'text',
        number: 7,
        isUndone: true,
        isSynthetic: true,
        isIgnored: false,
        text: 'A reminder of the agent',
      },
      {
        type: 'text',
        number: 8,
        isUndone: true,
        isSynthetic: false,
        isIgnored: false,
        text: 'مرحبا، هذا نص عربي.\n\nThis is undone.',
      },
    ],
    {isUndone: true, started: Date.UTC(2026, 10, 22, 10, 46, 0)},
  )
}
