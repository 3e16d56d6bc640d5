import type {Mention, Prompt, Turn} from '../../../src/session/model.js'
import {aFile, aTurn, pngBase64} from '../../render/sample-session.js'
import {base} from './answers.js'

const mentioned: Mention['type'][] = ['file', 'agent', 'symbol', 'resource', 'skill']

/** Prompts of every form. */
export function prompts(): Turn[] {
  const {prompt: _, ...before} = aTurn(1, '')
  return [
    before,
    ...(['user', 'shell', 'command', 'agent'] as const).map((origin) =>
      asked(textOf[origin], {origin}),
    ),
    asked('Compare these', {mentions: mentioned.map((type) => ({type, name: `${type}-name`}))}),
    asked('What is on this picture?', {
      attachments: [
        aFile(1, 'mockup.png', 'image/png', pngBase64),
        aFile(2, 'notes.txt', 'text/plain', btoa('A note')),
      ],
    }),
    asked('Read it', {
      context: [{...base, isSynthetic: true, text: 'Called the Read tool\n\n`src/cart.ts`'}],
      system: 'You are terse.',
      extra: {format: {type: 'json_schema'}},
    }),
    asked(''),
    asked('', {attachments: [aFile(1, 'mockup.png', 'image/png', pngBase64)]}),
    {...asked('This prompt was undone'), isUndone: true},
    asked(
      'Please look at every single place in which a price is rounded and tell me for each of them whether it rounds half up or half to even, or otherwise',
    ),
    asked('Rename `discount` to `discountPercent`.\n\n```ts\nnew Cart({discount: 15})\n```'),
    asked(
      'The token is [redacted:github-token#1]. Use it.\nAnd invoice\u202efdp.exe is a picture.',
    ),
    asked('أضف خصماً إلى السلة في `src/cart.ts` من فضلك.\n\nثم اختبره.'),
    asked('カートに割引を追加してください。\n\nテストもお願いします。'),
    {
      ...asked('Add percentage discounts', {
        agent: 'build',
        model: {provider: 'acme', id: 'acme-coder-large', variant: 'high'},
        time: Date.UTC(2026, 10, 22, 10, 33, 34),
      }),
      cost: 0.29,
      duration: 372_000,
      tokens: {input: 61_000, output: 2_000, reasoning: 0, cacheRead: 0, cacheWrite: 0},
    },
    {
      ...asked('And its tests'),
      tokens: {input: 900, output: 12, reasoning: 0, cacheRead: 0, cacheWrite: 0},
    },
  ]
}

const textOf: Record<Prompt['origin'], string> = {
  user: 'Please add percentage discounts to the cart. Keep `total()` in cents.',
  shell: 'git status --short',
  command: '/review the last commit',
  agent: 'Continue if you have next steps',
}

function asked(text: string, given: Partial<Prompt> = {}): Turn {
  const turn = aTurn(1, text)
  return {
    ...turn,
    prompt: {text, mentions: [], attachments: [], context: [], origin: 'user', ...given},
  }
}
