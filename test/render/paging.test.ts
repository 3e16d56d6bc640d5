import {describe, expect, it} from 'vitest'
import {addressOf, type Places, pageOf} from '../../src/render/paging/places.js'
import {weightOf} from '../../src/render/paging/weight.js'
import type {Block, Session} from '../../src/session/model.js'
import {elementsOf, faultsOf, readPage, textOf} from './page-reader.js'
import {aCall, aDiff, aSession, aText, aTurn, sampleSession} from './sample-session.js'
import {render, renderAll} from './test-context.js'

const limits = {pageElements: 300, pageCharacters: 1_000_000}

describe('a session that is too heavy for one page', () => {
  it('becomes pages of which each is whole, last page first', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    expect(pages.size).toBeGreaterThan(5)
    expect([...pages.keys()].at(-1)).toBe('index.html')
    for (const page of pages.values()) expect(faultsOf(page)).toEqual([])
  })

  it('says on its pages what one page says', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    const {page} = await render(longSession())
    const said = new Set([...pages.values()].flatMap(linesOf))
    expect(linesOf(page).filter((line) => !said.has(line))).toEqual([])
  })

  it('keeps every id, on one page each', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    const {page} = await render(longSession())
    const own = /^(?:t|f-|s)\d|^(?:files|todos|about)$/
    const ids = [...pages.values()].flatMap(idsOf).filter((id) => own.test(id))
    expect(ids.toSorted()).toEqual(
      idsOf(page)
        .filter((id) => own.test(id))
        .toSorted(),
    )
  })

  it('leads every link to the page that has its place', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    for (const page of pages.values()) {
      for (const href of hrefsOf(page).filter((one) => /^(?:index|page)/.test(one))) {
        const [file = '', id] = href.split('#')
        expect(pages.has(file), href).toBe(true)
        if (id !== undefined) expect(idsOf(pages.get(file) ?? ''), href).toContain(id)
      }
    }
  })

  it('tells on its first page where every element is', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    const places = placesIn(pages.get('index.html') ?? '')
    for (const [file, page] of pages) {
      for (const id of idsOf(page).filter((one) =>
        /^t\d+(?:-\d+)*$|^f-|^files$|^about$/.test(one),
      )) {
        expect(places.files[pageOf(id, places)], id).toBe(file)
      }
    }
  })

  it('cuts a turn that is too heavy alone, and a subagent inside of a step', async () => {
    const many = Array.from({length: 60}, (_, index) => aText(index + 1, `answer ${index}`))
    const child = aSession({id: 'ses_child', turns: [aTurn(1, 'find it', many)]})
    const call = aCall(1, {kind: 'task', description: 'find', prompt: 'go'}, {childID: 'ses_child'})
    const session = aSession({
      children: [child],
      turns: [aTurn(1, 'heavy', [call, ...later(many)])],
    })
    const {pages} = await renderAll(session, {limits: {...limits, pageElements: 120}})
    expect(pages.size).toBeGreaterThan(2)
    for (const page of pages.values()) expect(faultsOf(page)).toEqual([])
    const texts = [...pages.values()].map((page) => textOf(readPage(page)))
    for (let index = 0; index < 60; index++) {
      const times = texts.join('\n').match(new RegExp(`answer ${index}\\b`, 'g'))
      expect(times?.length, `answer ${index}`).toBe(2)
    }
    expect(texts.some((text) => text.includes('Continued from the page before'))).toBe(true)
  })

  it('keeps the names of pages that do not change when the session grows', async () => {
    const before = await renderAll(longSession(30), {limits})
    const after = await renderAll(longSession(33), {limits})
    const kept = [...before.pages.keys()].filter((name) => after.pages.has(name))
    expect(kept.length).toBeGreaterThan(before.pages.size / 2)
  })

  it('allows only pages of several to load the index for searching', async () => {
    const {pages} = await renderAll(longSession(), {limits})
    expect(policyOf(pages.get('index.html') ?? '')).toMatch(/script-src 'sha256-[^']+' 'self'/)
    const {page} = await render(longSession())
    expect(policyOf(page)).not.toContain("'self'")
  })

  it('is the same twice', async () => {
    const [one, other] = [
      await renderAll(longSession(), {limits}),
      await renderAll(longSession(), {limits}),
    ]
    expect([...one.pages]).toEqual([...other.pages])
  })
})

describe('places', () => {
  const places: Places = {
    files: ['index.html', 'page-a.html', 'page-b.html', 'page-c.html'],
    starts: ['t1', 't2-3', 't10', 'files'],
    others: new Map([
      ['files', 3],
      ['f-0a1b2c3d', 3],
    ]),
  }

  it.each([
    ['t1', 0],
    ['t1-9', 0],
    ['t2', 0],
    ['t2-2-7-1', 0],
    ['t2-3', 1],
    ['t2-3-1', 1],
    ['t9-99', 1],
    ['t10', 2],
    ['t400-2', 2],
    ['files', 3],
    ['f-0a1b2c3d', 3],
    ['nowhere', 0],
  ])('has %s on page %i', (id, page) => {
    expect(pageOf(id, places)).toBe(page)
  })

  it('addresses a place on its own page by its fragment alone', () => {
    expect(addressOf('t3', 1, places)).toBe('#t3')
    expect(addressOf('t3', 0, places)).toBe('page-a.html#t3')
    expect(addressOf('t1', 2, places)).toBe('index.html#t1')
  })
})

it('weighs elements, not what only looks like them', () => {
  expect(weightOf('<p>a &lt;b> <em>c</em></p>')).toEqual({elements: 2, characters: 26})
})

/** Turns with answers, edits and a subagent: enough for many small pages. */
function longSession(turns = 40): Session {
  const sample = sampleSession()
  return {
    ...sample,
    turns: [
      ...sample.turns.map((turn, index) => ({...turn, number: index + 1})),
      ...Array.from({length: turns}, (_, index) =>
        aTurn(sample.turns.length + index + 1, `Prompt number ${index}`, [
          aText(1, `An answer of turn ${index}, with **weight**.`),
          aCall(
            2,
            {kind: 'edit', path: `src/file-${index}.ts`, changes: []},
            {diffs: [aDiff(`src/file-${index}.ts`, `@@ -1 +1 @@\n-old ${index}\n+new ${index}\n`)]},
          ),
          aText(3, `Done with ${index}.`),
        ]),
      ),
    ],
  }
}

function later(blocks: Block[]): Block[] {
  return blocks.map((block) => ({...block, number: block.number + 1}))
}

function linesOf(page: string): string[] {
  const main = elementsOf(readPage(page)).find(
    ({tagName}) => tagName === 'ol' || tagName === 'main',
  )
  return main
    ? textOf(main)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : []
}

function idsOf(page: string): string[] {
  return elementsOf(readPage(page)).flatMap(({properties: {id}}) =>
    id === undefined ? [] : String(id),
  )
}

function hrefsOf(page: string): string[] {
  return elementsOf(readPage(page)).flatMap(({properties: {href}}) =>
    href === undefined ? [] : String(href),
  )
}

function placesIn(page: string): Places {
  const data = /<script type="application\/json" id="sp-places">(.*?)<\/script>/.exec(page)?.[1]
  const {pages, starts, others} = JSON.parse(data ?? '{}')
  return {files: pages, starts, others: new Map(Object.entries(others))}
}

function policyOf(page: string): string {
  return (
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? ''
  ).replaceAll('&#39;', "'")
}
