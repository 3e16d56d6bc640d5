/**
 * Texts made against the limits of `src/render/markdown/guard.ts`: each stays just
 * below one of them and repeats that as often as a message may be long.
 */
export const own = {
  'brackets below the limit': paragraphs('[a'.repeat(590)),
  'closed brackets below the limit': paragraphs(`${'['.repeat(298)}a${']'.repeat(298)}`),
  'links in links': paragraphs(`${'[a '.repeat(290)}${'](b)'.repeat(290)}`),
  'images in images': paragraphs(`${'!['.repeat(290)}${'](b)'.repeat(290)}`),
  'openers of emphasis below the limit': paragraphs('*a **a '.repeat(740)),
  'mismatched emphasis below the limit': paragraphs('*a_ '.repeat(740)),
  'nested strong below the limit': paragraphs(`${'**a '.repeat(740)}${'a** '.repeat(740)}`),
  'strikethrough below the limit': paragraphs('~a ~~a '.repeat(740)),
  'brackets and emphasis': paragraphs(`${'[*a '.repeat(590)}`),
  'tags below the limit': paragraphs('<a b="c" '.repeat(590)),
  'comments below the limit': paragraphs('<!--a '.repeat(590)),
  'quotes below the limit': rows(3000, `${'> '.repeat(40)}a`),
  'quotes and lists in turn': rows(3000, `${'> - '.repeat(19)}a`),
  'lists below the limit':
    `${Array.from({length: 40}, (_, n) => `${'  '.repeat(n)}- a`).join('\n')}\n`.repeat(90),
  'items of one line': rows(3990, `${'- '.repeat(30)}a`),
  'items apart': rows(3990, '- a\n\n  b\n'),
  'items that hold brackets': rows(400, `- ${'[a'.repeat(290)}`),
  'underlines below the limit': rows(290, `${'a'.repeat(800)}\n===`),
  'underlined quotes': rows(290, `${'> '.repeat(38)}a\n${'> '.repeat(38)}===`),
  'lines of a paragraph': rows(2990, `${'a'.repeat(80)}  `),
  'backticks in words': paragraphs(
    Array.from({length: 120}, (_, n) => `${'`'.repeat(n)} `).join(''),
  ),
  'backticks unclosed': paragraphs('` `` ``` '.repeat(800)),
  'tables of many cells': rows(
    12,
    `${'|a'.repeat(800)}|\n${'|-'.repeat(800)}|\n${rows(20, '|a')}\n`,
  ),
  'tables of many rows': rows(8, `|a|b|c|\n|-|-|-|\n${rows(2500, '|a|b|c|')}\n`),
  'pipes in code': paragraphs('`|` '.repeat(700)),
  'definitions that are used': rows(2500, (n) => `[a${n}]\n\n[a${n}]: b\n`),
  'one definition used often': paragraphs('[a] '.repeat(299), 250, '[a]: b\n\n'),
  'definitions without a use': rows(8000, (n) => `[a${n}]: b\n`),
  'footnotes that are called': rows(3000, (n) => `a[^${n}]\n\n[^${n}]: b\n`),
  'one footnote called often': paragraphs('[^a] '.repeat(298), 120, '[^a]: b\n\n'),
  'footnotes in footnotes': rows(3000, (n) => `[^${n}]: a[^${n + 1}]\n`),
  'footnotes of quotes': rows(600, (n) => `a[^${n}]\n\n[^${n}]: ${'> '.repeat(38)}b\n`),
  'addresses without an end': words('a@a.', 7000),
  'dots before an at sign': words('a.', 7900, '@b'),
  'www in words': words('www.', 7900),
  'parentheses after an address': words('(', 7900, '', 'http://x'),
  'closing parentheses after an address': words(')', 7900, '', 'http://x'),
  'entities after an address': words('&a;', 7900, '', 'http://x'),
  'unclosed addresses': words('<a:', 590 * 3),
  'entities of every length': words('&amp', 7900),
  'numbers of characters': words('&#1114112;', 7900),
  escapes: words('\\*', 1400),
  'dollars of money': words('$a_', 7900),
  'math that does not end': rows(30, `${'$\\a_{'.repeat(1500)}`),
  'brackets of math': rows(30, `${'\\(a'.repeat(2600)}`),
  'dollars and ticks': rows(30, `${'`$_ '.repeat(1900)}`),
  'spaces in a line': `a${' '.repeat(250_000)}b`,
  'spaces at the ends of lines': rows(60, `a${' '.repeat(4000)}`),
  'tabs in items': rows(60, `-${'\t'.repeat(4000)}a`),
  'hashes of headings': rows(60, `# a ${'# '.repeat(2000)}`),
  'rules of asterisks': rows(60, '* '.repeat(1300)),
  'fences in fences': rows(500, (n) => `${'`'.repeat(3 + (n % 200))}\na`),
  'a fence of many lines': `\`\`\`js\n${rows(100_000, 'a')}\n\`\`\``,
  'many fences': rows(10_000, '```js\na\n```\n'),
  'many languages': rows(3000, (n) => `\`\`\`lang${n}\na\n\`\`\`\n`),
  'indented code': rows(20_000, '    a\n'),
  'tags that swallow': rows(20_000, '<pre>\n'),
  'blocks of HTML': rows(10_000, '<div>\n\na\n'),
  'accents in words': words('\u0301', 7900),
  'hidden characters': '\u202e'.repeat(200_000),
  'hidden characters in code': `\`\`\`\n${'\u202ea'.repeat(100_000)}\n\`\`\``,
  'emoji joined': '👩‍'.repeat(60_000),
  'halves of surrogate pairs': '\ud800'.repeat(200_000),
  'masked values': '[redacted:a-b#1] '.repeat(290),
}

/** Texts that are hard for what reads the output of a terminal. */
export const terminals = {
  'colours in a row': '\u001b[31m'.repeat(300_000),
  'a colour for each letter': Array.from(
    {length: 100_000},
    (_, n) => `\u001b[38;5;${n % 256}ma`,
  ).join(''),
  'numbers of a colour': `\u001b[${'9;'.repeat(700_000)}m`,
  'sequences that do not end': '\u001b[3'.repeat(400_000),
  'links that do not end': '\u001b]8;;http://x'.repeat(100_000),
  'links in a row': '\u001b]8;;http://x\u0007a'.repeat(60_000),
  'strings that do not end': '\u001bP'.repeat(700_000),
  'steps back': 'a\b'.repeat(700_000),
  'lines overwritten': `${'a'.repeat(2000)}\r`.repeat(700),
  'erased lines': 'a\u001b[K\r'.repeat(250_000),
  'a line of one megabyte': 'a'.repeat(1_000_000),
  'many empty lines': '\n'.repeat(1_500_000),
}

/** Values that are hard for what shows any JSON. */
export const values = {
  'arrays in arrays': nested(100_000, '[', ']'),
  'objects in objects': nested(100_000, '{"a":', '}', '1'),
  'many keys': JSON.stringify(
    Object.fromEntries(Array.from({length: 100_000}, (_, n) => [`key${n}`, n])),
  ),
  'a long key': JSON.stringify({['a'.repeat(1_000_000)]: 1}),
  'many items': JSON.stringify(Array.from({length: 100_000}, (_, n) => n)),
}

function rows(count, line) {
  return Array.from({length: count}, (_, n) => (typeof line === 'string' ? line : line(n))).join(
    '\n',
  )
}

/** As many paragraphs as a message may have characters. */
function paragraphs(one, most = 10_000, first = '') {
  const count = Math.min(most, Math.floor(255_000 / (one.length + 2)))
  return first + Array.from({length: count}, () => one).join('\n\n')
}

/** As many words of one length as a message may have characters. */
function words(unit, length, end = '', start = '') {
  const one =
    start + unit.repeat(Math.floor((length - start.length - end.length) / unit.length)) + end
  return Array.from({length: Math.floor(255_000 / (one.length + 2))}, () => one).join('\n\n')
}

function nested(depth, open, close, middle = '') {
  return open.repeat(depth) + middle + close.repeat(depth)
}
