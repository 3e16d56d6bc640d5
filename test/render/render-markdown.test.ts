import {describe, expect, it} from 'vitest'
import {aCall, aSession, aText, aTurn, sampleSession} from './sample-session.js'
import {renderTwin} from './test-context.js'

describe('the Markdown twin', () => {
  it('is the same twice', async () => {
    expect(await renderTwin(sampleSession())).toBe(await renderTwin(sampleSession()))
  })

  it('has headings that do not depend on the text of a prompt', async () => {
    const twin = await renderTwin(sampleSession())
    expect(twin.match(/^## .*$/gm)).toEqual([
      '## Prompt 1',
      '## Prompt 2',
      '## Subagent 2.1: Find places that handle prices',
      '## Prompt 2.1.1',
      '## Todos of subagent 2.1',
      '## Prompt 3 (undone)',
      '## Prompt 4',
      '## Subagent s2: A subagent that no call joined',
      '## Prompt s2.1',
      '## Files changed',
      '## Todos',
    ])
  })

  it('fences content with more backticks than it holds', async () => {
    const output = 'a\n`````\nb'
    const call = aCall(1, {kind: 'execute', command: 'x'}, {output})
    expect(await renderTwin(aSession({turns: [aTurn(1, 'x', [call])]}))).toContain(
      `\`\`\`\`\`\`\n${output}\n\`\`\`\`\`\``,
    )
  })

  it('lets no answer swallow what follows', async () => {
    const turn = aTurn(1, 'x', [
      aText(1, '```js\nopen'),
      aText(2, '<!-- open'),
      aText(3, '<details>open'),
    ])
    const twin = await renderTwin(aSession({turns: [turn]}))
    expect(twin).toContain('```js\nopen\n```\n')
    expect(twin).toContain('&lt;!-- open')
    expect(twin).toContain('&lt;details>open')
  })

  it('holds inputs, outputs, errors, questions and todos', async () => {
    const twin = await renderTwin(sampleSession())
    for (const text of [
      'npm test',
      'line 40',
      'progress 100%',
      'File not found: gone.ts',
      '- [x] Blue',
      '- [x] Teal (the user’s own answer)',
      'The provider answered 500.',
      '`nested.a.2.b`',
      '*** Begin Patch',
      'You are terse.',
    ])
      expect(twin).toContain(text)
  })
})
