import {readFileSync} from 'node:fs'
import {beforeAll, describe, expect, it} from 'vitest'
import {commonStates} from './gallery/call-states.js'
import {elements} from './gallery/example.js'
import {buildGallery, type Gallery} from './gallery/gallery.js'
import {faultsOf, ofClass, readPage, textOf} from './render/page-reader.js'
import {validateHtml} from './support/validate-html.js'

const model = readFileSync(new URL('../src/session/model.ts', import.meta.url), 'utf8')

let gallery: Gallery
beforeAll(async () => {
  gallery = await buildGallery()
})

it('has no faults', () => {
  expect([...new Set(faultsOf(gallery.page))]).toEqual([])
})

it('is valid', async () => {
  const said = await validateHtml(gallery.page)
  // Lines of a terminal end as they were printed.
  expect(said.filter((line) => !line.startsWith('no-trailing-whitespace'))).toEqual([])
})

it('is the same each time', async () => {
  expect((await buildGallery()).page).toBe(gallery.page)
})

it('says of each example what it is and where it came from', () => {
  const captions = ofClass(readPage(gallery.page), 'sp-caption').map(textOf)
  expect(captions).toHaveLength(gallery.examples.length)
  for (const caption of captions) expect(caption).toMatch(/\S.* \S.* \S/)
})

it('shows every element', () => {
  const shown = new Set(gallery.examples.map(({element}) => element))
  expect(Object.keys(elements).filter((name) => !shown.has(name as keyof typeof elements))).toEqual(
    [],
  )
})

/** Members of a union of texts in the model's source: a new one without a picture has to fail. */
const unions: Record<string, {members: string[]; key: string}> = {
  'types of blocks': {members: literals(/^ {2}type: '([\w-]+)'$/gm), key: 'type'},
  'kinds of tools': {members: literals(/\bkind: '(\w+)'/g), key: 'kind'},
  'kinds of notices': {members: unionAfter('export type NoticeKind ='), key: 'kind'},
  'statuses of calls': {members: unionAfter('export type ToolStatus ='), key: 'status'},
  'states of outputs': {members: unionAfter('outputState?:'), key: 'outputState'},
  'origins of prompts': {members: unionAfter('origin:'), key: 'origin'},
  'types of mentions': {members: unionAfter('export interface Mention {\n  type:'), key: 'type'},
  'statuses of files': {members: unionAfter('oldPath?: string\n  status:'), key: 'status'},
  severities: {members: unionAfter('severity:'), key: 'severity'},
  searches: {members: unionAfter("kind: 'search'\n      operation:"), key: 'operation'},
  fetches: {members: unionAfter("kind: 'fetch'\n      operation:"), key: 'operation'},
  // `Todo.status` is any text; these are what its comment names.
  'statuses of todos': {
    members: literals(/^ {2}\/\*\* (`pending`.*) \*\//gm, /`(\w+)`/g),
    key: 'status',
  },
}

describe('shows every member of the model', () => {
  for (const [name, {members, key}] of Object.entries(unions)) {
    it(name, () => {
      expect(members.length).toBeGreaterThan(1)
      const found = valuesOf(
        gallery.examples.map(({subject, session}) => [subject, session.diffs]),
        key,
      )
      expect(members.filter((member) => !found.has(member))).toEqual([])
    })
  }

  it('each kind of tool in each state that all of them can be in', () => {
    const shown = new Set(
      gallery.examples.flatMap(({element, states}) =>
        states.map((state) => `${element}: ${state}`),
      ),
    )
    const kinds = unions['kinds of tools']?.members ?? []
    const wanted = kinds.flatMap((kind) => commonStates.map((state) => `${kind}: ${state}`))
    expect(wanted.filter((one) => !shown.has(one))).toEqual([])
  })
})

function unionAfter(start: string): string[] {
  const from = model.indexOf(start)
  if (from === -1) return []
  const text = /^(?:\s*\|?\s*'\w+')+/.exec(model.slice(from + start.length))?.[0] ?? ''
  return [...text.matchAll(/'(\w+)'/g)].map(([, member = '']) => member)
}

function literals(pattern: RegExp, inside?: RegExp): string[] {
  const found = [...model.matchAll(pattern)].map(([, member = '']) => member)
  if (!inside) return found
  return found.flatMap((text) => [...text.matchAll(inside)].map(([, member = '']) => member))
}

/** Every text that stands under a key, however deep. */
function valuesOf(value: unknown, key: string, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found
  for (const [name, child] of Object.entries(value)) {
    if (name === key && typeof child === 'string') found.add(child)
    else valuesOf(child, key, found)
  }
  return found
}
