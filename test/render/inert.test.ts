import {describe, expect, it} from 'vitest'
import {inert} from '../../src/render/transcript/inert.js'
import {known} from '../support/pathological/known.mjs'
import {own} from '../support/pathological/own.mjs'

describe('a message in a transcript', () => {
  it.each([
    ['Use `<b>` and <Button>.', 'Use `<b>` and &lt;Button>.'],
    ['<script>\nalert(1)\n</script>', '&lt;script>\nalert(1)\n&lt;/script>'],
    ['![chart](https://t.example/p.png)', '[image: chart](https://t.example/p.png)'],
    ['![chart](data:image/png;base64,AA==)', '&#91;image: chart](data:image/png;base64,AA==)'],
    ['[a](https://a.example)', '[a](https://a.example)'],
    ['[a](javascript:alert(1))', '&#91;a](javascript:alert(1))'],
    ['[a](<java\u0001script:alert(1)>)', '&#91;a](&lt;javascript:alert(1)>)'],
    ['<javascript:alert(1)>', '&lt;javascript:alert(1)>'],
    ['[a]\n\n[a]: data:text/html,x', '[a]\n\n&#91;a]: data:text/html,x'],
    ['<div>\\<img src=x onerror=alert(1)>', '&lt;div>\\&lt;img src=x onerror=alert(1)>'],
  ])('does nothing: %j', (markdown, text) => {
    expect(inert(markdown)).toBe(text)
  })

  it.each(Object.entries({...known, ...own}))('comes to an end: %s', (_name, text) => {
    expect(inert(text)).toBeTypeOf('string')
  })
})
