import type {FileBlock, ToolCall} from '../../../src/session/model.js'
import {aCall, aDiff, aFile, pngBase64} from '../../render/sample-session.js'
import {others, plans, talks} from './talks.js'

/** Files of every kind. */
export function files(): FileBlock[] {
  const {name: _, ...nameless} = aFile(1, '', 'image/png', pngBase64)
  return [
    aFile(1, 'docs/mockup.png', 'image/png', pngBase64),
    nameless,
    aFile(1, 'rules.pdf', 'application/pdf', btoa('%PDF-1.4 the rules')),
    aFile(1, 'notes.txt', 'text/plain', btoa('A note\nof two lines')),
    aFile(1, 'badge.svg', 'image/svg+xml', btoa('<svg xmlns="http://www.w3.org/2000/svg"/>')),
    aFile(1, 'font.woff2', 'font/woff2', btoa('wOF2\u0000\u0001\u0000\u0002')),
    aFile(1, 'src/cart.ts', 'text/plain'),
    {...aFile(1, 'cart.ts', 'text/plain'), url: 'file:///src/cart.ts'},
  ]
}

/** Calls in the states that only their kind has. */
export function lines(): ToolCall[] {
  return [...commands(), ...looks(), ...changes(), ...plans(), ...talks(), ...others()]
}

function commands(): ToolCall[] {
  const long = Array.from(
    {length: 210},
    (_, n) => `\u001b[32m✔\u001b[0m test ${n + 1} \u001b[90m(${n % 9}.1ms)\u001b[0m`,
  )
  const colours = [1, 2, 3, 4, 5, 6, 7].map(
    (n) => `\u001b[3${n}m3${n}\u001b[0m \u001b[9${n}m9${n}\u001b[0m \u001b[4${n}m 4${n} \u001b[0m`,
  )
  const many = [27, 46, 99, 208, 226].map(
    (n) => `\u001b[38;5;${n}m${n}\u001b[0m \u001b[48;5;${n}m on ${n} \u001b[0m`,
  )
  const forms = [
    '\u001b[1mbold\u001b[0m \u001b[2mdim\u001b[0m \u001b[3mitalic\u001b[0m \u001b[4munder\u001b[0m \u001b[9mstruck\u001b[0m \u001b[7mturned\u001b[0m',
  ]
  return [
    aCall(
      1,
      {kind: 'execute', command: 'npm test', exitCode: 0},
      {output: long.join('\n'), duration: 2400},
    ),
    aCall(
      1,
      {kind: 'execute', command: 'colours', exitCode: 0},
      {output: [...colours, ...many, ...forms].join('\n')},
    ),
    aCall(
      1,
      {
        kind: 'execute',
        command: 'node --import tsx \\\n  --test src/cart.test.ts',
        description: 'Runs the new tests',
        exitCode: 1,
        directory: 'packages/cart',
      },
      {output: '✖ total() rounds half up\n562 !== 563\n', duration: 1600},
    ),
    aCall(
      1,
      {kind: 'execute', command: 'npm run build -- --watch', exitCode: null},
      {output: 'watching…', duration: 120_000},
    ),
    aCall(1, {kind: 'execute', command: 'true'}, {}),
  ]
}

function looks(): ToolCall[] {
  const read = {kind: 'read', path: 'src/cart/cart.ts', loaded: []} as const
  return [
    aCall(1, {
      ...read,
      loaded: [],
      lines: {
        first: 33,
        text: 'for (const item of this.items.values()) {\n  sum += item.unitPrice\n}\n',
        total: 60,
      },
    }),
    aCall(1, {...read, loaded: ['AGENTS.md'], lines: {first: 1, text: ''}}),
    aCall(1, {...read, path: 'src', loaded: [], entries: ['cart/', 'index.ts', 'money.ts']}),
    aCall(1, {...read, loaded: [], offset: 10, limit: 20}),
    ...(['glob', 'grep', 'list', 'code', 'lsp'] as const).map((operation) =>
      aCall(1, {kind: 'search', operation, query: 'price', path: 'src', include: '*.ts', hits: 0}),
    ),
    aCall(1, {kind: 'search', operation: 'grep', query: 'one\ntwo'}, {output: 'src/a.ts'}),
  ]
}

function changes(): ToolCall[] {
  const change = {
    before: 'const a = 1\nconst b = 2',
    after: 'const a = 1\nconst b = 3',
    isEverywhere: true,
  }
  const patch = {
    kind: 'patch',
    text: '*** Begin Patch\n*** Add File: new.ts\n+new\n*** End Patch',
  } as const
  return [
    aCall(1, {kind: 'edit', path: 'src/a.ts', changes: [change, {...change, isEverywhere: false}]}),
    aCall(
      1,
      {kind: 'write', path: 'src/a.ts', content: 'const a = 2\n', existed: true},
      {diffs: [aDiff('src/a.ts', '@@ -1,1 +1,1 @@\n-const a = 1\n+const a = 2\n')]},
    ),
    aCall(1, {kind: 'write', path: 'src/a.ts', content: 'const a = 2\n'}),
    aCall(1, patch),
    aCall(1, patch, {
      diffs: [
        aDiff('src/new.ts', '@@ -0,0 +1,2 @@\n+one\n+two\n', {status: 'added'}),
        aDiff('src/old.ts', '@@ -1,2 +0,0 @@\n-one\n-two\n', {status: 'deleted'}),
        aDiff('src/new-name.ts', '', {status: 'renamed', oldPath: 'src/old-name.ts'}),
        aDiff('docs/badge.png', '', {isBinary: true}),
        aDiff('src/lost.ts', '', {additions: 12, deletions: 3}),
      ],
    }),
    ...(['markdown', 'text'] as const).map((format) =>
      aCall(
        1,
        {kind: 'fetch', operation: 'fetch', target: 'https://docs.acme.example', format},
        {output: '# Rules\n\nHalf up.'},
      ),
    ),
    aCall(
      1,
      {kind: 'fetch', operation: 'search', target: 'rounding half up', provider: 'exa'},
      {output: 'Title: Rounding\nURL: https://example.com'},
    ),
  ]
}
