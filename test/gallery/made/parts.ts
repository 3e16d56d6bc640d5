import type {FileDiff, Session} from '../../../src/session/model.js'
import {aDiff, aSession, sampleSession} from '../../render/sample-session.js'

/** A session with nothing before its parts: other subagents, files in every state, todos, itself. */
export function partsSession(): Session {
  const sample = sampleSession()
  const diffs = filesInEveryState()
  return {
    ...sample,
    turns: [],
    diffs,
    todos: [...sample.todos, {content: 'Wait for the bank', status: 'blocked'}],
    children: [
      aSession({
        id: 'ses_lone',
        title: 'A subagent that no call joined',
        turns: sample.children[1]?.turns ?? [],
      }),
    ],
    totals: {
      ...sample.totals,
      files: diffs.length,
      additions: diffs.reduce((sum, diff) => sum + diff.additions, 0),
      deletions: diffs.reduce((sum, diff) => sum + diff.deletions, 0),
    },
  }
}

const change = `@@ -33,7 +33,7 @@ export class Cart {
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

function filesInEveryState(): FileDiff[] {
  const many = Array.from({length: 620}, (_, n) => `+row ${n + 1};${n * 7}\n`).join('')
  return [
    aDiff('src/cart/cart.ts', change),
    aDiff('docs/discounts.md', '@@ -0,0 +1,2 @@\n+# Discounts\n+Half up.\n', {status: 'added'}),
    aDiff('src/cart/old.ts', '@@ -1,2 +0,0 @@\n-export const old = 1\n-// gone\n', {
      status: 'deleted',
    }),
    aDiff('src/money/cents.ts', '', {status: 'renamed', oldPath: 'src/cents.ts'}),
    aDiff(
      'src/money/round.ts',
      '@@ -1,1 +1,1 @@\n-export const round = Math.floor\n+export const round = Math.round\n',
      {
        status: 'renamed',
        oldPath: 'src/round.ts',
      },
    ),
    aDiff('assets/badge.png', '', {isBinary: true, status: 'added'}),
    aDiff('scripts/prices.csv', `@@ -0,0 +1,620 @@\n${many}`, {status: 'added'}),
    aDiff('src/lost.ts', '', {additions: 12, deletions: 3}),
    aDiff('src/empty.ts', '', {status: 'added'}),
    aDiff('src/twice.ts', '@@ -1,1 +1,1 @@\n-a\n+b\n@@ -1,1 +1,1 @@\n-b\n+c\n', {isSummed: true}),
    aDiff(
      'src/a/very/deep/folder/of/a/monorepo/with/long/names/packages/cart/src/components/badge/badge.component.test.ts',
      '@@ -1,1 +1,1 @@\n-a\n+b\n',
    ),
  ]
}
