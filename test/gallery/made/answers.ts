import type {Block, TextBlock} from '../../../src/session/model.js'
import {aCall, aText} from '../../render/sample-session.js'

/** Each piece alone, so that a picture shows one thing. */
const texts = [
  'The cart now supports percentage discounts. Prices stay in whole cents and the rounding follows the published rules.',
  '## Changes\n\nFirst.\n\n### Of the cart\n\nSecond.\n\n#### Of its tests\n\nThird.',
  '| File | What | Lines |\n| :--- | :--- | ---: |\n| `src/cart/cart.ts` | `discount` constructor argument; `total()` applies it | +6 −1 |\n| `src/cart/cart.test.ts` | four tests, one of them for the rounding | +28 |',
  '- [x] Discount in `total()`\n- [x] Tests\n- [ ] README\n  - [ ] its table\n  - [x] its picture',
  'Prices stay in whole cents[^1] and are rounded half up[^2], as everywhere[^1].\n\n[^1]: Cents are integers everywhere in the shop; see `AGENTS.md`.\n[^2]: The rules say so.',
  '- Two things to decide before the badge ships:\n  - its colour, which is up to design\n  - whether a basket of several tiers shows\n    1. the highest discount, or\n    2. the sum, capped at 100 %\n- Nothing else reads `total()`.',
  '1. Read the cart.\n2. Change one word.\n3. Run the tests.',
  '```ts\nconst cart = new Cart(15) // 15 %\ncart.add({sku: "TEA-001", title: "Earl Grey", unitPrice: 890, quantity: 2, note: "a long line that goes on past the edge of its frame"})\ncart.total() // 1513\n```',
  'It prints:\n\n```\n$ acme-shop total\n15.13\n```',
  'The share is $\\frac{d}{100}$ of a price $p$, and costs $5 or $6.',
  'So the total is\n\n$$\n\\mathrm{total} = \\left\\lfloor \\frac{(100 - d)\\sum_i p_i q_i}{100} + \\frac12 \\right\\rfloor\n$$\n\nin cents.',
  '```mermaid\ngraph LR\n  Cart --> Money\n  Cart --> Discount\n```',
  '> Rounding is **half up**, as in the discount rules.\n>\n> > It was not always.',
  'Before the rule.\n\n---\n\nAfter it.',
  'See [the rules](https://docs.acme.example/discounts), https://docs.acme.example and [the file](src/cart/cart.ts:36).',
  '![The badge](https://docs.acme.example/badge.png)',
  'Use <Button onclick="alert(1)"> for it.\n\n<div>A block of HTML.</div>',
  'It was ~~floor~~ *round*, and **that** is `it`.',
  'أضفت الخصم إلى السلة. الدالة `total()` تعيد المبلغ بالسنت، والملف هو `src/cart/cart.ts` كما طلبت.\n\n- أولاً\n- ثانياً',
  '購物車現在支援百分比折扣。四捨五入採用 `Math.round`，價格仍以分為單位。カートの合計は整数のままです。장바구니 합계는 정수입니다.',
  'Done 🎉 and tested 👩‍💻 in 🇩🇪.',
  'The token is [redacted:github-token#1], in code `[redacted:github-token#1]`, and another one: [redacted:aws-key#2].\n\n```sh\nexport TOKEN=[redacted:github-token#1]\n```',
  'A name that reads otherwise than it is written: invoice\u202efdp.exe, and `a\u200bb` in code.',
  `A path of one word: ${'abcdefghij'.repeat(30)}, and \`${'klmnopqrst'.repeat(20)}\`.`,
  `${'> '.repeat(45)}too deep`,
]

/** Answers of every form, and what was put between them. */
export function answers(): Block[] {
  return [
    ...texts.map((text) => aText(1, text)),
    {...base, text: 'This answer was undone.', isUndone: true},
    {...base, text: 'Called the Read tool with `src/cart.ts`', isSynthetic: true},
    {...base, text: 'A reminder\n\nBe terse.', isSynthetic: true, description: 'System reminder'},
    {...base, text: 'The session was imported.', isIgnored: true},
    {type: 'reasoning', number: 1, isUndone: false, text: ''},
    {type: 'reasoning', number: 1, isUndone: true, text: 'A thought that was undone.'},
    {
      type: 'reasoning',
      number: 1,
      isUndone: false,
      text: '**Reading the cart**\n\nThe user wants percentage discounts.\n\n```ts\nconst a = 1\n```',
      duration: 4000,
    },
    {
      type: 'unknown',
      number: 1,
      isUndone: false,
      name: 'hologram',
      data: {layers: [1, {depth: 2}], note: ''},
    },
    {type: 'unknown', number: 1, isUndone: true, name: 'hologram', data: {layers: [1]}},
    ...leftOut(),
  ]
}

/** What the author kept at home: whole blocks between texts, and parts of steps. */
function leftOut(): Block[] {
  const left = {type: 'left-out', number: 1, isUndone: false} as const
  const call = aCall(1, {kind: 'execute', command: 'npm test', exitCode: 0})
  return [
    {...left, what: 'answer'},
    {...base, text: 'What comes after it.'},
    {...left, what: 'reasoning'},
    {...left, what: 'reasoning'},
    {...call, number: 3, left: ['output (34 lines)']},
    {...left, number: 4, what: 'todo list'},
    aCall(5, {kind: 'execute', command: '', exitCode: 1}, {left: ['input'], output: 'Failed.'}),
  ]
}

export const base: TextBlock = {
  type: 'text',
  number: 1,
  text: '',
  isUndone: false,
  isSynthetic: false,
  isIgnored: false,
}
