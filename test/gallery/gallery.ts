import {htmlText} from '../../src/render/html.js'
import {cleanText} from '../../src/render/text/clean.js'
import {aContext} from '../render/test-context.js'
import {collectExamples} from './collect.js'
import {type Example, elements} from './example.js'
import {loadOrigins} from './origins.js'
import {galleryPage, type Shown, withGalleryStyle} from './page.js'
import {show, unfolded} from './show.js'
import {specialExamples} from './special.js'

/** The gallery with what it shows. */
export interface Gallery {
  page: string
  /** Files that lie beside the page. */
  files: Map<string, string | Uint8Array>
  examples: Example[]
}

/** Every element of a page in every state, from fixtures where one shows it. */
export async function buildGallery(): Promise<Gallery> {
  const {context: given, files} = await aContext()
  const context = withGalleryStyle(given)
  const examples = inOrder([...collectExamples(await loadOrigins()), ...specialExamples()])
  const ids = new Set<string>()
  const shown: Shown[] = []
  for (const [index, example] of examples.entries()) {
    const id = `g${index + 1}`
    const markup = await show(example, id, ids, context)
    const isFirst = !shown.some((one) => one.example.element === example.element)
    shown.push({example, id, markup: isFirst ? markup : unfolded(markup)})
  }
  return {page: cleanText(htmlText(galleryPage(shown, context))), files, examples}
}

function inOrder(examples: readonly Example[]): Example[] {
  const order = Object.keys(elements)
  return examples.toSorted(
    (one, other) => order.indexOf(one.element) - order.indexOf(other.element),
  )
}
