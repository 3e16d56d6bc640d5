import type {Element, Root} from 'hast'
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
  const markdown = processor.parse(text)
  keepEverything(markdown, text)
  return processor.runSync(markdown)
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
