/**
 * Texts of a size and shape that make parsers slow: `{name: text}`.
 *
 * They are the texts of kind `pathological` of the project's vectors, told by how
 * they are made: written out they would be five megabytes.
 */
export const known = {
  'nested strong': `${'*a **a '.repeat(3000)}b${' a** a*'.repeat(3000)}`,
  'many closers of emphasis': 'a_ '.repeat(10_000),
  'many openers of emphasis': '_a '.repeat(10_000),
  'many closers of links': 'a]'.repeat(10_000),
  'many openers of links': '[a'.repeat(10_000),
  'mismatched emphasis': '*a_ '.repeat(10_000),
  'nested brackets': `${'['.repeat(10_000)}a${']'.repeat(10_000)}`,
  'nested quotes': `${'> '.repeat(5000)}a`,
  'nested lists': lines(1000, (n) => `${'  '.repeat(n)}* a`),
  'nested ordered lists': `${'1. '.repeat(3000)}a`,
  'varied backticks': lines(500, (n) => `e${'`'.repeat(n)}`, ''),
  'unclosed links in brackets': '[a](<b'.repeat(10_000),
  'unclosed links': '[a](b'.repeat(10_000),
  'unclosed comments': `</${'<!--'.repeat(10_000)}`,
  'unclosed CDATA': '<![CDATA['.repeat(10_000),
  declarations: '<!A '.repeat(10_000),
  'processing instructions': '<?'.repeat(10_000),
  ampersands: '&'.repeat(50_000),
  'unfinished entities': '&a'.repeat(50_000),
  definitions: lines(5000, (n) => `[${n}]: x`),
  'a wide table': `${'|a'.repeat(3000)}|\n${'|-'.repeat(3000)}|\n${`${'|a'.repeat(50)}|\n`.repeat(1500)}`,
  'a table of many cells': `${'|x'.repeat(2000)}|\n${'|-'.repeat(2000)}|\n${'x\n'.repeat(2000)}`,
  'www in a row': 'www.'.repeat(20_000),
  'parentheses after an address': `http://x${'('.repeat(10_000)}`,
  'at signs': 'a@'.repeat(20_000),
  'dots before an at sign': `${'a.'.repeat(20_000)}@b`,
  'unclosed addresses': '<a:'.repeat(20_000),
  'calls of a footnote': `${'[^a]'.repeat(3000)}\n\n[^a]: x`,
  'a chain of footnotes': lines(1000, (n) => `[^${n}]: [^${n + 1}]`, '\n\n'),
  'unclosed strikethrough': '~~a '.repeat(10_000),
  backslashes: '\\'.repeat(50_001),
  'hard breaks': 'a  \n'.repeat(20_000),
  'one long line': 'a'.repeat(1_000_000),
  'null characters': '\0'.repeat(20_000),
  tabs: `${'\t'.repeat(20_000)}x`,
  'underlined headings': 'a\n=\n'.repeat(10_000),
  'nested tags': '<div>'.repeat(5000),
  'a tag of many attributes': `<a${' x=y'.repeat(10_000)} `,
  'unclosed tags': '<a href="'.repeat(10_000),
  asterisks: '*'.repeat(30_000),
  'empty items': '-\n'.repeat(20_000),
  'underscores in words': `${'__a__'.repeat(10_000)}${'_'.repeat(10_000)}`,
  'nested images': `${'!['.repeat(10_000)}${']()'.repeat(10_000)}`,
  'task lists': '- [ ] x\n'.repeat(10_000),
  'carriage returns': '\r\n'.repeat(50_000),
  'nested tables of HTML': '<table><tr><td>'.repeat(3000),
  'combining accents': '\u0301'.repeat(100_000),
  'strong in words': `${'**x'.repeat(20_000)}${'*'.repeat(20_000)}`,
}

function lines(count, line, between = '\n') {
  return Array.from({length: count}, (_, index) => line(index)).join(between)
}
