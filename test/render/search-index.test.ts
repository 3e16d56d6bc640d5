import {describe, expect, it} from 'vitest'
import {createSearchIndex} from '../../src/render/search/search-index.js'
import {readSearchIndex, type SearchData} from '../../templates/viewer/search-index.js'

describe('the search index', () => {
  it('finds the documents that have all words of a query', () => {
    const find = indexOf(['a discount of ten', 'ten of them', 'A DISCOUNT'])
    expect(find('discount')).toEqual([1, 3])
    expect(find('Discount')).toEqual([1, 3])
    expect(find('of ten')).toEqual([1, 2])
    expect(find('ten discount')).toEqual([1])
    expect(find('nothing')).toEqual([])
    expect(find('discount nothing')).toEqual([])
    expect(find('')).toEqual([])
    expect(find('…')).toEqual([])
  })

  it('finds an identifier by a part of it', () => {
    const find = indexOf(['parseMoneyOf(x)', 'money_of', 'MoneyOfThem'])
    expect(find('moneyof')).toEqual([1, 3])
    expect(find('parse')).toEqual([1])
    expect(find('y_o')).toEqual([2])
  })

  it('reads words as a reader does: across colours, not across blocks', () => {
    const find = indexOf([
      '<p>cut<em>ting</em></p><p>edge</p>',
      '<pre><code><b>foo</b>.<em class="sp-t1">ba</em>r</code></pre>',
      '<summary><span class="sp-verb">Ran</span><span class="sp-obj">npm</span></summary>',
    ])
    expect(find('cutting')).toEqual([1])
    expect(find('tingedge')).toEqual([])
    expect(find('foo.bar')).toEqual([2])
    expect(find('rannpm')).toEqual([])
    expect(find('npm')).toEqual([3])
  })

  it('leaves out tags, buttons, numbers of lines and what is for the ear', () => {
    const find = indexOf([
      '<a title="five > four" href="data:six">seven</a>',
      '<pre aria-hidden="true">81\n82</pre><pre>eight</pre>',
      '<p>done<span class="sp-sr">, finished</span></p><button>Copy</button>',
      '<svg><text><tspan>drawn</tspan></text></svg><p>after</p>',
    ])
    for (const text of ['four', 'five', 'six', '81', 'finished', 'copy', 'drawn', 'span']) {
      expect([text, find(text)]).toEqual([text, []])
    }
    expect(find('seven')).toEqual([1])
    expect(find('eight')).toEqual([2])
    expect(find('after')).toEqual([4])
  })

  it('knows the text behind every way of escaping that the page has', () => {
    const find = indexOf(['rock&amp;roll it&#39;s', 'caf&#xE9; &#x3C;b', 'x&nbsp;y &quot;z&quot;'])
    expect(find('rock&roll')).toEqual([1])
    expect(find('café')).toEqual([2])
    expect(find('amp')).toEqual([])
    expect(find('z')).toEqual([3])
  })

  it('takes text without spaces by two signs at a time', () => {
    const find = indexOf(['東京都庁へ行く', '京都の本', '한국어 text', '𠮷野家'])
    expect(find('東京')).toEqual([1])
    expect(find('京都')).toEqual([1, 2])
    expect(find('本')).toEqual([2])
    expect(find('국어')).toEqual([3])
    expect(find('𠮷野')).toEqual([4])
    expect(find('東京 text')).toEqual([])
  })

  it('cuts what is no word', () => {
    const long = 'x'.repeat(60)
    const find = indexOf([long, 'deadbeef'.repeat(5), '12345'])
    expect(find(long)).toEqual([1])
    expect(find('deadbeef')).toEqual([])
    expect(find('12345')).toEqual([3])
    expect(file([long]).length).toBeLessThan(160)
  })

  it('names documents with their page, and takes their words from several pieces', () => {
    const index = createSearchIndex()
    const doc = {page: 2, id: 't7', title: 'Seventh'}
    index.add({page: 1, id: 't6', title: 'Sixth'}, 'one')
    index.add(doc, '<p>one</p>')
    index.add({...doc}, '<p>two</p>')
    index.add({page: 3, id: 't7-9', title: 'Seventh'}, 'two')
    const read = readSearchIndex(dataOf([...index.pieces()].join('')))
    expect(read.find('one two')).toEqual([doc])
    expect(read.find('two')).toEqual([doc, {page: 3, id: 't7-9', title: 'Seventh'}])
    expect(read.find('seventh').length).toBe(2)
  })

  it('comes back whole from many documents, rare and common words alike', () => {
    const count = 2000
    const texts = Array.from(
      {length: count},
      (_, doc) =>
        `all ${doc % 2 ? 'odd' : 'even'} ${doc % 97 === 5 ? 'seldom' : ''} only${doc}x ${doc < 40 ? 'early' : ''} ${doc % 700 ? '' : 'far'}`,
    )
    const find = indexOf(texts)
    const numbers = Array.from({length: count}, (_, doc) => doc + 1)
    expect(find('all')).toEqual(numbers)
    expect(find('odd')).toEqual(numbers.filter((doc) => (doc - 1) % 2))
    expect(find('seldom')).toEqual(numbers.filter((doc) => (doc - 1) % 97 === 5))
    expect(find('far')).toEqual([1, 701, 1401])
    expect(find('early even')).toEqual(numbers.filter((doc) => doc <= 40 && doc % 2))
    for (const doc of [0, 1, 29, 30, 899, 900, 1999]) expect(find(`only${doc}x`)).toEqual([doc + 1])
  })

  it('is a script of data only, whatever the titles say', () => {
    const title = '</script><!-- \u2028 "; alert(1) // \\ \ud800'
    const text = file(['x'], title)
    expect(text).toMatch(/^globalThis\.sessionpressSearch=\{/)
    expect(text).not.toMatch(/[<\u2028\u2029]/)
    expect(dataOf(text).docs[0]?.[2]).toBe(title)
    expect(file(['x'], title)).toBe(text)
  })

  it('can be empty', () => {
    expect(indexOf([])('x')).toEqual([])
  })

  it('stays small when every word is new', () => {
    const index = createSearchIndex()
    for (let doc = 0; doc < 400; doc++) {
      const words = Array.from({length: 1000}, (_, word) => `id_${doc * 1000 + word}_q`)
      index.add(
        {page: 1, id: `t${doc}`, title: ''},
        `${words.join(' ')} lasting${doc % 7 ? '' : 'ly'}`,
      )
    }
    const text = [...index.pieces()].join('')
    expect(text.length).toBeLessThan(4_000_000)
    const {find} = readSearchIndex(dataOf(text))
    expect(find('lastingly').length).toBe(58)
    // What is known of a forgotten word is no other word's.
    expect(find('id_399500_q').map(({id}) => id)).toEqual(['t399'])
  })
})

/** Search among documents with these pieces of markup, numbered from 1. */
function indexOf(pieces: string[]): (query: string) => number[] {
  const index = readSearchIndex(dataOf(file(pieces)))
  return (query) => index.find(query).map(({id}) => Number(id.slice(1)))
}

function file(pieces: string[], title = ''): string {
  const index = createSearchIndex()
  for (const [doc, piece] of pieces.entries()) index.add({page: 1, id: `t${doc + 1}`, title}, piece)
  return [...index.pieces()].join('')
}

/** What the script leaves for the viewer: everything behind the sign of equality is JSON. */
function dataOf(text: string): SearchData {
  return JSON.parse(text.slice(text.indexOf('=') + 1)) as SearchData // Checked by its use.
}
