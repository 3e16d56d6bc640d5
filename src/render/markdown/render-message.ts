import type {Element, Root} from 'hast'
import type {Root as Markdown} from 'mdast'
import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'
import type {Colour} from '../code/colourer.js'
import {languageOfFence} from '../code/language.js'
import type {Span} from '../code/spans.js'
import type {ProseJob} from '../pieces/job.js'
import {hasRightToLeft} from '../text/direction.js'
import {codeOf, finish} from './finish.js'
import {handlers, keepEverything} from './handlers.js'
import {guardLinks} from './links.js'
import {mathAsCode} from './math.js'
import {schema} from './schema.js'
import {lengthenTree, shorten} from './shorten.js'

/** Markup of a message; `undefined` where the parser gives up, which never fails a page. */
export async function renderMessage(
  {text, prefix, heading}: ProseJob,
  colour: Colour,
): Promise<string | undefined> {
  try {
    const tree = treeOf(mathAsCode(text))
    const colours = await coloursIn(tree, colour)
    finish(tree, {colours, prefix, heading, isMixed: hasRightToLeft(text)})
    return escapeClosings(processor.stringify(tree))
  } catch {
    return undefined
  }
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, {
    handlers,
    clobberPrefix: '',
    footnoteLabelTagName: 'p',
    footnoteLabelProperties: {className: ['sp-sr']},
  })
  .use(guardLinks)
  .use(rehypeSanitize, schema)
  .use(rehypeStringify, {characterReferences: {useNamedReferences: true}})
  .freeze()

function treeOf(text: string): Root {
  return processor.runSync(parse(text))
}

/** The tree of a text that is parsed without what means nothing to the parser, where that is possible. */
function parse(text: string): Markdown {
  const shortened = shorten(text)
  if (shortened) {
    const tree = processor.parse(shortened.text)
    keepEverything(tree, shortened.text)
    if (lengthenTree(tree, shortened)) return tree
  }
  const tree = processor.parse(text)
  keepEverything(tree, text)
  return tree
}

/** Lines of all code in a text, coloured. */
async function coloursIn(
  parent: Root | Element,
  colour: Colour,
  colours = new Map<Element, Span[][]>(),
): Promise<Map<Element, Span[][]>> {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (child.tagName !== 'pre') await coloursIn(child, colour, colours)
    else {
      const {source, info} = codeOf(child)
      colours.set(child, await colour(source, languageOfFence(info)))
    }
  }
  return colours
}

/** The stringifier leaves `>` between tags as it is, which is allowed; validators of HTML frown on it. */
function escapeClosings(markup: string): string {
  return markup.replace(/(<(?:"[^"]*"|[^">])*>)|>/g, (whole, tag?: string) =>
    tag === undefined ? '&gt;' : whole,
  )
}
