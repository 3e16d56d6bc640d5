import type {Schema} from 'hast-util-sanitize'

/**
 * What may stand in prose. Everything else goes, its text stays.
 *
 * Ids come from footnotes alone, classes from our own handlers alone: Markdown
 * has no way to write either, since its raw HTML is text by now.
 */
export const schema: Schema = {
  tagNames: [
    'a',
    'blockquote',
    'br',
    'code',
    'del',
    'em',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'input',
    'li',
    'ol',
    'p',
    'pre',
    'section',
    'span',
    'strong',
    'sup',
    'table',
    'tbody',
    'td',
    'th',
    'thead',
    'tr',
    'ul',
  ],
  ancestors: {
    tbody: ['table'],
    td: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
    li: ['ol', 'ul'],
  },
  attributes: {
    a: [
      'href',
      'title',
      'id',
      'ariaLabel',
      'ariaDescribedBy',
      ['className', 'data-footnote-backref'],
    ],
    code: ['dataInfo'],
    input: [['type', 'checkbox'], 'checked'],
    li: ['id', ['className', 'task-list-item']],
    ol: ['start'],
    p: ['id', ['className', 'sp-raw', 'sp-sr']],
    section: [['className', 'footnotes']],
    span: [['className', 'sp-nolink']],
    td: ['align'],
    th: ['align'],
    ul: [['className', 'contains-task-list']],
  },
  protocols: {href: ['http', 'https', 'mailto']},
  clobber: [],
  required: {input: {type: 'checkbox'}},
}
