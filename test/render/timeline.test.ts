import {describe, expect, it} from 'vitest'
import {htmlText} from '../../src/render/html.js'
import {timelineOf} from '../../src/render/timeline/timeline.js'
import type {Block, Turn} from '../../src/session/model.js'
import {type TimelineView, timeline} from '../../templates/timeline.js'
import {elementsOf, faultsOf, ofClass, readPage, textOf} from './page-reader.js'
import {aCall, aSession, aText, aTurn} from './sample-session.js'

const begun = Date.UTC(2026, 10, 22, 10, 0, 0)
const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

describe('the timeline', () => {
  it('draws turns, calls and failures to scale', () => {
    const view = drawn([
      at(1, 0, 10 * minute, [call(1, minute, 2 * minute), failed(2, 5 * minute, minute)]),
      at(2, 10 * minute, 10 * minute),
    ])
    expect(view.links.map(({x, width}) => [x, width])).toEqual([
      [0, 50],
      [50, 50],
    ])
    expect(view.work.kept.tools).toBe('M5 31h10v14h-10z')
    expect(view.work.kept.failures).toBe('M25 24h5v21h-5z')
    expect(view.events).toMatchObject([{href: '#t1-2', x: 25, width: 5}])
    expect(view.events[0]?.title).toBe('Failed, 10:05 UTC: npm test')
    expect(view.work.wait).toBe('')
  })

  it('draws more failures than can be told apart as their share of the calls', () => {
    const blocks = Array.from({length: 4000}, (_, index) =>
      (index % 10 === 0 ? failed : call)(index + 1, index * second, second / 2),
    )
    const view = drawn([at(1, 0, 4000 * second, blocks)])
    expect(view.work.kept.failures).toMatch(/^(M[\d.]+ 39h0\.5v6h-0\.5z)+$/)
    expect(view.events.length).toBeLessThanOrEqual(40)
    expect(view.events[0]?.title).toMatch(/^Failed \d+ times, first 10:00 UTC: npm test$/)
  })

  it('tells interruptions from failures', () => {
    const stopped = {...failed(1, minute, minute), isInterrupted: true}
    const view = drawn([at(1, 0, 10 * minute, [stopped])])
    expect(view.events).toEqual([])
    expect(view.work.kept.failures).toBe('')
    expect(view.work.kept.tools).not.toBe('')
  })

  it('draws short waiting to scale and shortens long waiting, with its length', () => {
    const view = drawn([
      at(1, 0, 10 * minute),
      at(2, 11 * minute, 10 * minute),
      at(3, 2 * day, 10 * minute),
    ])
    expect(gapsOf(view).map(({text}) => text)).toEqual(['2 d'])
    expect(view.isShortened).toBe(true)
    // 31 minutes in 96 percent, and 4 percent for two days.
    expect(view.links.map(({x}) => x)).toEqual([0, 34.06, 69.03])
    expect(html(view)).toContain('long pauses shortened')
  })

  it('keeps work visible when nearly all was waiting', () => {
    const turns = Array.from({length: 20}, (_, index) => at(index + 1, index * day, minute))
    const view = drawn(turns)
    const widths = view.links.map(({width}) => width)
    expect(Math.min(...widths)).toBeGreaterThan(3)
  })

  it('shortens the night in which a question waited for its answer', () => {
    const question = aCall(
      1,
      {kind: 'question', questions: [], isDismissed: false},
      {time: begun + 5 * minute, duration: 9 * hour},
    )
    const view = drawn([at(1, 0, 9 * hour + 10 * minute, [question]), at(2, 10 * hour, minute)])
    expect(gapsOf(view).map(({text}) => text)).toEqual(['9 h', '50 min'])
  })

  it('keeps a long command as long as it was', () => {
    const view = drawn([at(1, 0, 30 * minute, [call(1, minute, 25 * minute)])])
    expect(view.isShortened).toBe(false)
    expect(view.work.kept.tools).toBe('M3.33 31h83.33v14h-83.33z')
  })

  it('leaves nothing to draw where no time, or one moment, was recorded', () => {
    expect(timelineOf(aSession(), href)).toBeUndefined()
    expect(
      timelineOf(aSession({turns: [aTurn(1, 'Hello', [aText(1, 'Hi')])]}), href),
    ).toBeUndefined()
    expect(timelineOf(aSession({turns: [at(1, 0, 0)]}), href)).toBeUndefined()
    const odd = {started: Number.MAX_VALUE, duration: 5}
    expect(timelineOf(aSession({turns: [aTurn(1, 'x', [], odd)]}), href)).toBeUndefined()
  })

  it('draws turns that took no time by their distance', () => {
    const view = drawn([at(1, 0, 0), at(2, hour, 0), at(3, 2 * hour, 0)])
    expect(view.links.map(({x}) => x)).toEqual([0, 50, 99.1])
    expect(view.work.kept.model).not.toContain('NaN')
  })

  it('leaves the durations of turns to wide screens, and keeps their numbers on phones', () => {
    const view = drawn(Array.from({length: 6}, (_, index) => at(index + 1, index * hour, hour)))
    expect(view.links.map(({label}) => label)).toEqual(
      Array.from({length: 6}, (_, index) => ({
        number: String(index + 1),
        duration: '1 h',
        isWideOnly: false,
        isAtEnd: false,
      })),
    )
    expect(html(view)).toContain('<tspan class="sp-wide-only" dx="7">1 h</tspan>')
  })

  it('mutes undone turns and says so', () => {
    const view = drawn([
      at(1, 0, minute, [call(1, 0, minute)]),
      {...at(2, minute, minute, [call(1, minute, second)]), isUndone: true},
    ])
    expect(view.links.map(({isUndone}) => isUndone)).toEqual([false, true])
    expect(view.work.undone.tools).not.toBe('')
    expect(view.links[1]?.title).toContain('undone')
    expect(html(view)).toContain('undone by the user')
  })
})

describe('the curves of the timeline', () => {
  it('rise with the context and drop upright at a compaction', () => {
    const compaction: Block = {
      type: 'notice',
      kind: 'compaction',
      number: 1,
      isUndone: false,
      text: 'Compacted.',
      time: begun + 6 * minute,
    }
    const usage = [
      {time: begun, context: 10_000},
      {time: begun + 5 * minute, context: 62_000},
      {time: begun + 6 * minute, context: 61_000},
      {time: begun + 8 * minute, context: 9000},
    ]
    const view = drawn([at(1, 0, 10 * minute, [compaction], {usage})])
    expect(view.curves?.context).toBe('M0 126L50 74L60 75L60 127L100 127')
    expect(view.labels.map(({text}) => text)).toEqual(['compacted', '62 k context'])
    expect(view.work.compactions).toBe('M60 24V136')
    expect(view.events).toMatchObject([{href: '#t1-1', title: 'Context compacted, 10:06 UTC'}])
    expect(rows(view)).toEqual([['1', '10:00:00', '10 min', '0', '0', '9 k, compacted from 62 k']])
  })

  it('sum up the cost, each step due when it is over', () => {
    const usage = [
      {time: begun, context: 0, cost: 0.25},
      {time: begun + 5 * minute, context: 0, cost: 0.25},
    ]
    const view = drawn([at(1, 0, 10 * minute, [], {usage, cost: 0.5})])
    expect(view.curves?.cost).toBe('M0 136L50 108L100 80')
    expect(view.labels.map(({text}) => text)).toEqual(['$0.50'])
    expect(view.curves?.context).toBeUndefined()
  })

  it('are left out, with legend and columns, where nothing was recorded', () => {
    const view = drawn([at(1, 0, 10 * minute)])
    expect(view.curves).toBeUndefined()
    expect(view.bottom).toBeLessThan(60)
    const text = textOf(readPage(html(view)))
    for (const word of ['context', 'Context', 'cost', 'Cost', 'compacted', 'failed', 'waiting']) {
      expect(text).not.toContain(word)
    }
  })

  it('keep their highest point when they are thinned', () => {
    const usage = Array.from({length: 5000}, (_, index) => ({
      time: begun + index * second,
      context: index === 3333 ? 90_000 : 10_000 + ((index * 7919) % 1000),
      cost: 0.001,
    }))
    const view = drawn([at(1, 0, 5000 * second, [], {usage})])
    expect(points(view.curves?.context)).toBeLessThanOrEqual(300)
    expect(points(view.curves?.cost)).toBeLessThanOrEqual(300)
    expect(view.curves?.context).toMatch(/L66\.\d+ 74L/)
  })
})

describe('the axis of the timeline', () => {
  it('says round times in UTC', () => {
    expect(drawn([at(1, 0, 19 * minute)]).ticks.map(({text}) => text)).toEqual([
      '10:00',
      '10:05',
      '10:10',
      '10:15',
      '10:19 UTC',
    ])
  })

  it('says the day where there are several', () => {
    const view = drawn([at(1, 0, 2 * hour), at(2, day, 2 * hour), at(3, 3 * day, 2 * hour)])
    const texts = view.ticks.map(({text}) => text)
    expect(texts[0]).toBe('22 Nov, 10:00')
    expect(texts.at(-1)).toBe('25 Nov, 12:00 UTC')
    expect(texts.length).toBeGreaterThanOrEqual(4)
    expect(view.links[1]?.title).toContain('23 Nov, 10:00 UTC')
  })
})

describe('a timeline of 3,000 turns', () => {
  const many = aSession({turns: Array.from({length: 3000}, (_, index) => busyTurn(index))})
  const view = timelineOf(many, href)
  const page = view ? html(view) : ''

  it('has at most 600 elements and shares links', () => {
    const drawing = ofClass(readPage(page), 'sp-tl')[0]
    expect(drawing && elementsOf(drawing).length).toBeLessThanOrEqual(600)
    expect(view?.links.some(({title}) => /^Prompts \d+–\d+, /.test(title))).toBe(true)
    expect(view?.events.length).toBeLessThanOrEqual(52)
    expect(view?.events.length).toBeGreaterThan(30)
  })

  it('has a table of at most 200 rows that counts everything', () => {
    const table = view?.table.rows ?? []
    expect(table.length).toBeLessThanOrEqual(200)
    expect(table[0]).toMatchObject({number: '1–15', href: '#t1'})
    expect(table.at(-1)?.number).toBe('2986–3000')
    expect(table.reduce((sum, row) => sum + Number(row.calls), 0)).toBe(6000)
    expect(table.reduce((sum, row) => sum + Number(row.failed), 0)).toBe(3000)
  })

  it('writes numbers with two decimals at most', () => {
    expect(page.match(/\d\.\d{3,}/g) ?? []).toEqual([])
    expect(page).not.toMatch(/NaN|Infinity|e-\d/)
  })
})

describe('the page of a timeline', () => {
  const session = aSession({
    turns: [
      at(1, 0, 6 * minute, [call(1, minute, second), failed(2, 2 * minute, second)], {
        cost: 0.29,
        usage: [{time: begun, context: 47_000, cost: 0.29}],
      }),
      at(2, 7 * minute, minute),
    ],
  })

  it('is a table as well', () => {
    const view = drawn(session.turns)
    expect(rows(view)).toEqual([
      ['1', '10:00:00', '6 min', '2', '1', '47 k', '$0.29'],
      ['2', '10:07:00', '60 s', '0', '0', 'not recorded', 'not recorded'],
    ])
    const elements = elementsOf(readPage(html(view)))
    const headers = elements.filter(({tagName}) => tagName === 'th')
    expect(headers.every(({properties}) => properties.scope !== undefined)).toBe(true)
  })

  it('is the same twice', () => {
    expect(html(drawn(session.turns))).toBe(html(drawn(structuredClone(session.turns))))
  })

  it('asks for the address of every link', () => {
    const view = timelineOf(session, (id) => `page-0.html?a="b"#${id}`)
    const page = view ? html(view) : ''
    expect(page).toContain('href="page-0.html?a=&quot;b&quot;#t1"')
    expect(page.match(/<a href="(?!page-0\.html)/)).toBeNull()
  })

  it('escapes what people and machines wrote, and says hidden characters by name', () => {
    const text = '</title><script>alert(1)</script>"\u202e مرحبا'
    const bad = {...failed(1, minute, second), details: {kind: 'execute', command: text}} as Block
    const page = html(drawn([at(1, 0, 6 * minute, [bad], {}, text)]))
    const ids = '<i id="t1"></i><i id="t1-1"></i>'
    expect(
      faultsOf(`<!DOCTYPE html>${ids.replaceAll('<i', '<b').replaceAll('/i', '/b')}${page}`),
    ).toEqual([])
    expect(page).not.toContain('<script')
    expect(page).not.toContain('\u202e')
    expect(page).toContain('Prompt 1, 10:00 UTC, 6 min: &lt;/title&gt;')
  })
})

function drawn(turns: Turn[]): TimelineView {
  const view = timelineOf(aSession({turns}), href)
  if (!view) throw new Error('nothing was drawn')
  return view
}

function html(view: TimelineView): string {
  return htmlText(timeline(view))
}

function href(id: string): string {
  return `#${id}`
}

/** A turn that begins some time after the session. */
function at(
  number: number,
  after: number,
  duration: number,
  blocks: Block[] = [],
  given: Partial<Turn> = {},
  text = `Prompt number ${number}`,
): Turn {
  return aTurn(number, text, blocks, {started: begun + after, duration, ...given})
}

function call(number: number, after: number, duration: number): Block {
  return aCall(number, {kind: 'read', path: 'a.ts', loaded: []}, {time: begun + after, duration})
}

function failed(number: number, after: number, duration: number) {
  return aCall(
    number,
    {kind: 'execute', command: 'npm test', exitCode: 1},
    {time: begun + after, duration},
  )
}

/** One of many turns, with a call, a failure, a compaction and a step. */
function busyTurn(index: number): Turn {
  const after = index * 10 * minute + (index % 100 === 0 ? hour : 0)
  const compaction: Block = {
    type: 'notice',
    kind: 'compaction',
    number: 3,
    isUndone: false,
    text: 'Compacted.',
    time: begun + after + 3 * minute,
  }
  return at(
    index + 1,
    after,
    5 * minute,
    [call(1, after, minute), failed(2, after + 2 * minute, minute), compaction],
    {usage: [{time: begun + after, context: (index % 50) * 1000 + 1000, cost: 0.01}], cost: 0.01},
  )
}

/** The words that say how long shortened stretches were. */
function gapsOf(view: TimelineView) {
  return view.labels.filter(({kind}) => kind === 'gap')
}

function rows(view: TimelineView): string[][] {
  const elements = elementsOf(readPage(html(view)))
  const body = elements.find(({tagName}) => tagName === 'tbody')
  return elementsOf(body ?? {type: 'root', children: []})
    .filter(({tagName}) => tagName === 'tr')
    .map((row) => row.children.map((cell) => textOf(cell).trim()).filter((text) => text !== ''))
}

function points(path: string | undefined): number {
  return path?.match(/[ML]/g)?.length ?? 0
}
