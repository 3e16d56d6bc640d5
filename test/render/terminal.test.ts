import {describe, expect, it} from 'vitest'
import {htmlText, join} from '../../src/render/html.js'
import {terminalText} from '../../src/render/terminal/parse.js'
import {terminalLines} from '../../src/render/terminal/terminal.js'

const show = (output: string) => htmlText(join(terminalLines(output), '\n'))

describe('a terminal', () => {
  it('shows colours and weights as classes', () => {
    expect(show('\u001b[31mred\u001b[0m \u001b[1;4mbold\u001b[22;24m plain')).toBe(
      '<span class="sp-t1">red</span> <span class="sp-tb sp-tu">bold</span> plain',
    )
    expect(show('\u001b[38;5;208ma\u001b[38;2;255;135;0mb\u001b[91mc')).toBe(
      '<span class="sp-t208">a</span><span class="sp-t208">b</span><span class="sp-t9">c</span>',
    )
  })

  it('carries a colour over lines', () => {
    expect(show('\u001b[32ma\nb\u001b[m\nc')).toBe(
      '<span class="sp-t2">a</span>\n<span class="sp-t2">b</span>\nc',
    )
  })

  it('overwrites after a carriage return, as progress bars expect', () => {
    expect(show('10 %\r50 %\r100 %\ndone')).toBe('100 %\ndone')
    expect(show('downloading\r\u001b[Kok')).toBe('ok')
    expect(show('a\r\nb\r\r\n')).toBe('a\nb')
    expect(show('abc\b\bX')).toBe('aXc')
  })

  it('drops every other sequence and keeps the text around', () => {
    expect(show('a\u001b[2J\u001b[1;1Hb\u001b]0;title\u0007c\u001bP1$q\u001b\\d\u001b(Be')).toBe(
      'abcde',
    )
    expect(show('a\u001b]52;c;aGk=\u001b\\b')).toBe('ab')
    expect(show('a\u0000\u0007\u0085b')).toBe('ab')
  })

  it('loses nothing where a sequence never ends', () => {
    expect(show('a\u001b]8;;http://x\nb')).toBe('a]8;;http://x\nb')
    expect(show('a\u001b[31')).toBe('a[31')
  })

  it('keeps links that may be links, and the text of all others', () => {
    const link = (url: string) => show(`\u001b]8;;${url}\u0007text\u001b]8;;\u0007`)
    expect(link('https://a.example')).toBe(
      '<a href="https://a.example" rel="noopener noreferrer nofollow ugc">text</a>',
    )
    expect(link('javascript:alert(1)')).toBe('text')
  })

  it('escapes, and says hidden characters by name', () => {
    expect(show('<b>\u202e')).toBe('&lt;b&gt;<span class="sp-u">U+202E</span>')
  })

  it('reads as plain text for the twin', () => {
    expect(terminalText('\u001b[31mred\u001b[0m\n10 %\r100 %')).toBe('red\n100 %')
  })
})
