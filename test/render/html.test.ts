import {describe, expect, it} from 'vitest'
import {type Html, html, htmlText, join} from '../../src/render/html.js'

const text = (value: Html) => htmlText(value)

describe('the html tag', () => {
  it('escapes what begins a tag or an entity, and leaves quotes between tags', () => {
    expect(text(html`<p>${'<a href="x">&amp;</a>'}</p>`)).toBe(
      '<p>&lt;a href="x"&gt;&amp;amp;&lt;/a&gt;</p>',
    )
  })

  it('lets no value end an attribute, whatever it is', () => {
    const hostile = '" onclick="alert(1)'
    const inside = '&quot; onclick=&quot;alert(1)'
    expect(text(html`<a title="${hostile}">x</a>`)).toBe(`<a title="${inside}">x</a>`)
    expect(text(html`<a title="${html`${hostile}`}">x</a>`)).toBe(`<a title="${inside}">x</a>`)
    expect(text(html`<a title="${html`<b>x</b> > y`}">x</a>`)).toBe(
      '<a title="&lt;b&gt;x&lt;/b&gt; &gt; y">x</a>',
    )
    expect(text(html`<a title="${[hostile]}">x</a>`)).toBe(`<a title="${inside}">x</a>`)
    expect(text(html`<a title="${join([hostile])}">x</a>`)).toBe(`<a title="${inside}">x</a>`)
    expect(text(html`<a class="a ${'b'} ${hostile}" id="c">${hostile}</a>`)).toBe(
      `<a class="a b ${inside}" id="c">${hostile}</a>`,
    )
  })

  it('knows attributes of a piece that begins inside of a tag', () => {
    const id = html` id="${'a"b'}"`
    expect(text(html`<p${id}>${'"'}</p>`)).toBe('<p id="a&quot;b">"</p>')
  })
})
