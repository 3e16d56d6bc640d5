import {expect, it} from 'vitest'
import {describeBug} from '../src/errors.js'

it('tells where a bug came up, and no word of its message', () => {
  const quoted = `Unexpected token in "a secret\nof two lines\n    at the door"`
  const told = describeBug(new SyntaxError(quoted))
  expect(told).toMatch(/^SyntaxError at .*errors\.test\.ts:\d+/)
  for (const word of ['secret', 'lines', 'door', '\n']) expect(told).not.toContain(word)
  expect(describeBug(quoted)).not.toContain('secret')
})
