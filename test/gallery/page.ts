import {readFileSync} from 'node:fs'
import path from 'node:path'
import {type Html, html} from '../../src/render/html.js'
import {pageEnd, pageStart} from '../../src/render/page/shell.js'
import type {RenderContext} from '../../src/render/render-context.js'
import {root} from '../support/case.js'
import {type ElementName, type Example, elements} from './example.js'
import {emptySession} from './special.js'

/** An example with its markup. */
export interface Shown {
  example: Example
  id: string
  markup: Html
}

const ownStyle = readFileSync(path.join(root, 'test/gallery/gallery.css'), 'utf8')

/** The style of the gallery: that of every page, and a little for captions. */
export function withGalleryStyle(context: RenderContext): RenderContext {
  return {...context, style: `${context.style}\n${ownStyle}`}
}

/** Elements that stand across the whole page, before the columns and after them. */
const before = new Set<ElementName>(['masthead'])
const after = new Set<ElementName>(['pager', 'parts'])

/** The page of all examples, in the shell of any other page. */
export function galleryPage(all: readonly Shown[], context: RenderContext): Html {
  const groups = Object.entries(elements).map(([name, title]) => ({
    // The keys of a record are its keys.
    name: name as ElementName,
    title,
    shown: all.filter(({example}) => example.element === name),
  }))
  const middle = groups.filter(({name}) => !before.has(name) && !after.has(name))
  const start = pageStart({
    title: 'Gallery',
    hasPalette: true,
    searchIndex: undefined,
    first: '#elements',
    isOneOfMany: false,
    session: emptySession(),
    context,
  })
  return html`${start}<main id="main">
<header class="sp-wrap sp-gallery-top"><h1>Gallery</h1><p class="sp-stand">Every element of a page in every state: ${all.length} examples.</p></header>
${groups.filter(({name}) => before.has(name)).map(wide)}<div class="sp-cols sp-wrap">
${contentsOf(groups)}<div class="sp-flow">
${middle.map(narrow)}</div></div>
${groups.filter(({name}) => after.has(name)).map(wide)}</main>
${pageEnd(context)}`
}

interface Group {
  name: ElementName
  title: string
  shown: Shown[]
}

function contentsOf(groups: readonly Group[]): Html {
  const lines = groups.map(
    ({name, title, shown}, index) =>
      html`<li><a href="#e-${name}"><b>${index + 1}</b> <span class="sp-clamp">${title}</span> <small>${shown.length}</small></a></li>\n`,
  )
  return html`<nav class="sp-rail" id="elements" aria-label="Elements"><ol>\n${lines}</ol></nav>\n`
}

function narrow({name, title, shown}: Group): Html {
  return html`<section class="sp-gallery" aria-labelledby="e-${name}"><h2 id="e-${name}">${title}</h2>\n${shown.map(exampleOf)}</section>\n`
}

function wide({name, title, shown}: Group): Html {
  const items = shown.map(
    ({example, id, markup}) =>
      html`<div class="sp-wrap">${captionOf(example, id)}</div>\n${markup}\n`,
  )
  return html`<section class="sp-gallery sp-gallery-wide" aria-labelledby="e-${name}"><div class="sp-wrap"><h2 id="e-${name}">${title}</h2></div>\n${items}</section>\n`
}

function exampleOf({example, id, markup}: Shown): Html {
  return html`<div class="sp-example sp-example-${example.subject.type}">${captionOf(example, id)}\n${markup}\n</div>\n`
}

function captionOf({element, states, from}: Example, id: string): Html {
  return html`<p class="sp-caption" id="${id}"><a href="#${id}">${elements[element]}</a> <b>${states.join(' · ')}</b> <small>${from}</small></p>`
}
