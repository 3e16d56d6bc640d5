import {createHash} from 'node:crypto'
import {describe, expect, it} from 'vitest'
import type {RenderContext} from '../../src/render/render-context.js'
import {type EmbedRange, renderEmbed} from '../../src/render/render-embed.js'
import type {Session} from '../../src/session/model.js'
import {elementsOf, faultsOf, ofClass, readPage, textOf} from './page-reader.js'
import {aCall, aDiff, aSession, aText, aTurn, sampleSession} from './sample-session.js'
import {aContext, render, renderAll} from './test-context.js'

describe('the page to embed', () => {
  it('has the prompts that were chosen, with the ids of the session, and no other part', async () => {
    const page = await embed(sevenPrompts(), {first: 3, last: 5})
    expect(faultsOf(page)).toEqual([])
    expect(idsOf(page, 'sp-turn')).toEqual(['t3', 't4', 't5'])
    expect(idsOf(page, 'sp-text')).toEqual(['t3-1', 't4-1', 't5-1'])
    for (const name of ['sp-bar', 'sp-rail', 'sp-part', 'sp-foot', 'sp-facts', 'sp-line']) {
      expect(ofClass(readPage(page), name), name).toEqual([])
    }
    const text = textOf(readPage(page))
    expect(text).toContain('A test')
    expect(text).not.toContain('Answer 2')
    expect(text).not.toContain('Answer 6')
    expect(text).not.toContain('more than one page takes')
  })

  it('leads to its first prompt in the whole session, out of its frame', async () => {
    const links = linksOf(await embed(sevenPrompts(), {first: 3, last: 5}))
    const whole = links.find(({text}) => text === 'The whole session')
    expect(whole).toEqual({
      text: 'The whole session',
      href: 'index.html#t3',
      target: '_blank',
      rel: 'noopener',
    })
  })

  it('has no faults, whatever kinds of blocks it shows, and is the same twice', async () => {
    const range = {first: 1, last: sampleSession().turns.length}
    const page = await embed(sampleSession(), range)
    expect(faultsOf(page)).toEqual([])
    expect(await embed(sampleSession(), range)).toBe(page)
  })

  it('has the policy of the other pages, with the hashes of its own style and script', async () => {
    const page = await embed(sevenPrompts(), {first: 1, last: 1})
    const policy = policyOf(page)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`style-src 'sha256-${hashOf(page, 'style')}'`)
    expect(policy).toContain(`script-src 'sha256-${hashOf(page, 'script')}';`)
    expect(policy).toBe(policyOf((await render(sevenPrompts())).page))
  })

  it('opens what leads elsewhere in a window of its own, and only that', async () => {
    const turn = aTurn(1, 'x', [
      aText(1, 'See [this](https://example.org/a) and [^1].\n\n[^1]: Note.'),
    ])
    const links = linksOf(await embed(aSession({turns: [turn]}), {first: 1, last: 1}))
    for (const {href, target} of links) {
      expect(target, href).toBe(href.startsWith('#') ? undefined : '_blank')
    }
    expect(links.find(({href}) => href.startsWith('https:'))?.rel).toContain('noopener')
    expect(links.some(({href}) => href.startsWith('#'))).toBe(true)
  })

  it('shows as much as one page takes, and says where the rest is', async () => {
    const long = aTurn(3, 'Long', [
      aText(1, 'first'),
      aText(2, 'A word. '.repeat(500)),
      aText(3, 'last'),
    ])
    const session = aSession({turns: [...sevenPrompts().turns.slice(0, 2), long]})
    const page = await embed(session, {first: 3, last: 3}, {limits: {pageCharacters: 3000}})
    expect(faultsOf(page)).toEqual([])
    expect(idsOf(page, 'sp-text')).toEqual(['t3-1'])
    expect(textOf(readPage(page))).toContain(
      'These prompts are more than one page takes. The rest is in the whole session.',
    )
    expect(linksOf(page).at(-1)?.href).toBe('index.html#t3-2')
  })

  it('leads to the whole session for what is not on it', async () => {
    const child = aSession({
      id: 'ses_child',
      turns: [aTurn(1, 'Ask', [aText(1, 'The child speaks.')])],
    })
    const task = aCall(1, {kind: 'task', description: 'go', prompt: 'go'}, {childID: 'ses_child'})
    const session = aSession({
      children: [child],
      turns: [aTurn(1, 'one', [task]), aTurn(2, 'two', [task])],
    })
    const page = await embed(session, {first: 2, last: 2})
    expect(faultsOf(page)).toEqual([])
    expect(textOf(readPage(page))).not.toContain('The child speaks.')
    expect(linksOf(page)).toContainEqual({
      text: 'an earlier conversation',
      href: 'index.html#t1-1',
      target: '_blank',
      rel: 'noopener',
    })
    const both = await embed(session, {first: 1, last: 2})
    expect(linksOf(both).find(({text}) => text === 'an earlier conversation')?.href).toBe('#t1-1')
  })

  it('leaves text alone that reads like a link to elsewhere', async () => {
    const said = '`<a href="#t9">` and <a href="#t9"> in it with id="t9"'
    const page = await embed(aSession({turns: [aTurn(1, said, [aText(1, said)])]}), {
      first: 1,
      last: 1,
    })
    expect(textOf(readPage(page)).split('<a href="#t9">')).toHaveLength(5)
  })

  it('says nothing of the title in its head where no card may', async () => {
    const page = await embed(sevenPrompts(), {first: 1, last: 1}, {hasCard: false})
    expect(headOf(page)).not.toContain('A test')
    expect(headOf(page)).not.toMatch(/og:|twitter:/)
  })
})

describe('a house style', () => {
  const houseStyle = ':root { --sp-accent: light-dark(#a00, #faa) } /* café */'

  it('stands last on every page of a long session and on the embedded one, under its hash', async () => {
    const given = {houseStyle, limits: {pageElements: 60}}
    const {pages, files} = await renderAll(sevenPrompts(), given)
    expect(pages.size).toBeGreaterThan(2)
    const first = pages.get('index.html') ?? ''
    for (const page of [first, await embed(sevenPrompts(), {first: 2, last: 3}, given)]) {
      expect(styleOf(page).endsWith(`\n${houseStyle}`)).toBe(true)
      expect(policyOf(page)).toContain(`style-src 'sha256-${hashOf(page, 'style')}'`)
      expect(faultsOf(page)).toEqual([])
    }
    for (const [name, page] of pages) {
      if (name === 'index.html') continue
      const file = /<link rel="stylesheet" href="(style-[0-9a-f]{16}\.css)">/.exec(page)?.[1] ?? ''
      expect(String(files.get(file)).endsWith(`\n${houseStyle}`)).toBe(true)
      expect(policyOf(page)).toContain("style-src 'self';")
      expect(faultsOf(page)).toEqual([])
    }
  })

  it('counts after the colours of terminals', async () => {
    const output = '\u001b[38;5;196mred\u001b[0m'
    const call = aCall(1, {kind: 'execute', command: 'x', exitCode: 0}, {output})
    const {page} = await render(aSession({turns: [aTurn(1, 'x', [call])]}), {houseStyle})
    expect(styleOf(page)).toContain('.sp-t196')
    expect(styleOf(page).endsWith(houseStyle)).toBe(true)
  })
})

describe('links between pages', () => {
  it('leave text alone that reads like one', async () => {
    const said = 'It says `href="#t1-1"` and href="#t1-1" too.'
    const patch = '@@ -1 +1 @@\n-a\n+b\n'
    const edit = aCall(
      1,
      {kind: 'edit', path: 'a.ts', changes: []},
      {diffs: [aDiff('a.ts', patch)]},
    )
    const many = Array.from({length: 9}, (_, index) => aText(index + 2, said))
    const turn = aTurn(1, 'x', [edit, ...many], {diffs: [aDiff('a.ts', patch)]})
    const {pages} = await renderAll(aSession({turns: [turn]}), {limits: {pageElements: 40}})
    const all = [...pages.values()].map((page) => textOf(readPage(page))).join('\n')
    expect(pages.size).toBeGreaterThan(1)
    expect(all.split('href="#t1-1"')).toHaveLength(19)
    expect([...pages.values()].some((page) => page.includes('href="index.html#t1-1"'))).toBe(true)
  })
})

/** Seven prompts with an answer each. */
function sevenPrompts(): Session {
  const turns = Array.from({length: 7}, (_, index) =>
    aTurn(index + 1, `Question ${index + 1}`, [aText(1, `Answer ${index + 1}`)]),
  )
  return aSession({turns, diffs: [aDiff('a.ts', '@@ -1 +1 @@\n-a\n+b\n')]})
}

async function embed(
  session: Session,
  range: EmbedRange,
  given: Partial<RenderContext> = {},
): Promise<string> {
  const {context} = await aContext(given)
  const {name, pieces} = await renderEmbed(session, context, range)
  expect(name).toBe('embed.html')
  let page = ''
  for await (const piece of pieces) page += piece
  return page
}

function idsOf(page: string, name: string): unknown[] {
  return ofClass(readPage(page), name).map(({properties}) => properties.id)
}

function linksOf(page: string) {
  return elementsOf(readPage(page))
    .filter(({tagName}) => tagName === 'a')
    .map((element) => {
      const {href, target, rel} = element.properties
      const text = textOf(element)
      return {text, href: String(href), target, rel: Array.isArray(rel) ? rel.join(' ') : rel}
    })
}

function headOf(page: string): string {
  const head = page.slice(0, page.indexOf('</head>'))
  return head.replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
}

function policyOf(page: string): string {
  const meta = elementsOf(readPage(page)).find(
    ({properties}) => String(properties.httpEquiv) === 'Content-Security-Policy',
  )
  return String(meta?.properties.content)
}

function styleOf(page: string): string {
  return contentOf(page, 'style')
}

function hashOf(page: string, tag: string): string {
  return createHash('sha256').update(contentOf(page, tag)).digest('base64')
}

/** What a browser's parser takes for the content of the first such element. */
function contentOf(page: string, tag: string): string {
  const element = elementsOf(readPage(page)).find(({tagName}) => tagName === tag)
  const [text] = element?.children ?? []
  return text?.type === 'text' ? text.value : ''
}
