import {describe, expect, it} from 'vitest'
import {seam} from '../../src/render/flow.js'
import {html} from '../../src/render/html.js'
import type {PieceJob, RenderPiece} from '../../src/render/pieces/job.js'
import {filled, somePieces} from './test-context.js'

const job = (text: string): PieceJob => ({type: 'prose', text, prefix: 'sp', heading: 3})

/** Answers when it is told to, in any order. */
function byHand() {
  const open = new Map<string, (markup: string | undefined) => void>()
  const asked: string[] = []
  const render: RenderPiece = (one) =>
    new Promise((resolve) => {
      const text = one.type === 'prose' ? one.text : ''
      asked.push(text)
      open.set(text, (markup) => resolve({markup}))
    })
  return {render, asked, answer: (text: string, markup?: string) => open.get(text)?.(markup)}
}

describe('pieces that come later', () => {
  it('stand where they were asked for, whatever comes first', async () => {
    const {render, answer} = byHand()
    const pieces = somePieces({render})
    const flow = [html`<p>${pieces.show(job('a'))}|${pieces.show(job('b'))}</p>`, html`<i>x</i>`]
    const texts = filled([...flow, pieces.show(job('c')), seam('t2')], pieces)
    for (const name of ['c', 'b', 'a']) answer(name, `<b>${name}</b>`)
    expect(await texts).toEqual(['<p><b>a</b>|<b>b</b></p>', '<i>x</i>', '<b>c</b>'])
  })

  it('cannot be had by a text that reads like a place', async () => {
    const pieces = somePieces({secret: 'feed'})
    const texts = [html`${'feed:1;'}`, pieces.show(job('*secret of the page*'))]
    const shown = await filled(texts.toReversed(), pieces).catch(String)
    // Who could guess the name would get a refusal, and no piece twice.
    expect(shown).toContain('A place was filled before')
  })

  it('are made once for one job, and shown wherever they are asked for', async () => {
    const {render, asked, answer} = byHand()
    const pieces = somePieces({render})
    const texts = filled([pieces.show(job('a')), pieces.show(job('a'))], pieces)
    answer('a', 'A')
    expect(await texts).toEqual(['A', 'A'])
    expect(asked).toEqual(['a'])
    expect(pieces.work).toMatchObject({asked: 2, again: 1, made: 1})
  })

  it('leave what cannot be read to whoever asked', async () => {
    const {render, answer} = byHand()
    const pieces = somePieces({render})
    const texts = filled([pieces.show(job('a'), () => html`<pre>a</pre>`)], pieces)
    answer('a')
    expect(await texts).toEqual(['<pre>a</pre>'])
  })

  it('are asked for ahead, and not without end', async () => {
    const {render, asked, answer} = byHand()
    const pieces = somePieces({render, ahead: {open: 30, waiting: 1e6}})
    const names = Array.from({length: 20}, (_, index) => String(index).padStart(10, '0'))
    function* flow() {
      for (const name of names) yield pieces.show(job(name))
    }
    const texts: string[] = []
    const done = (async () => texts.push(...(await filled(flow(), pieces))))()
    await Promise.resolve().then(() => {})
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toEqual(names.slice(0, 4))
    for (const name of names) {
      answer(name, name)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await done
    expect(texts).toEqual(names)
  })

  it('may fail while an earlier one is waited for, and only then it is told', async () => {
    const render: RenderPiece = async (one) => {
      if (one.type === 'prose' && one.text === 'bad') throw new Error('broken')
      await new Promise((resolve) => setTimeout(resolve, 50))
      return {markup: 'made'}
    }
    const pieces = somePieces({render})
    const texts = filled([pieces.show(job('good')), pieces.show(job('bad'))], pieces)
    await expect(texts).rejects.toThrow('broken')
  })

  it('are waited for where something is said of all of them', async () => {
    const {render, answer} = byHand()
    const pieces = somePieces({render})
    let isMade = false
    const first = pieces.show(job('a'), () => {
      isMade = true
      return html`a`
    })
    const texts = filled([pieces.afterwards(() => html`${String(isMade)}`), first], pieces)
    answer('a')
    expect(await texts).toEqual(['true', 'a'])
  })
})

describe('pieces that get stuck', () => {
  const stuckOn = (language: string): RenderPiece => {
    return async (one) => {
      const isHard = one.type === 'prose' && one.text.includes(`\`\`\`${language}`) && !one.isPlain
      return isHard ? {trouble: 'stuck'} : {markup: one.isPlain ? 'plain' : 'coloured'}
    }
  }
  const fence = (language: string, code: string) => job(`\`\`\`${language}\n${code}\n\`\`\``)

  it('go without colours, as does all that follows in their language', async () => {
    const cached: string[] = []
    const cache = {get: () => undefined, set: (_name: string, text: string) => cached.push(text)}
    const pieces = somePieces({render: stuckOn('cpp'), cache})
    const one = async (language: string, code: string) =>
      (await filled([pieces.show(fence(language, code))], pieces))[0]
    expect(await one('cpp', 'a')).toBe('plain')
    expect(await one('cpp', 'b')).toBe('plain')
    expect(await one('ts', 'c')).toBe('coloured')
    expect([...pieces.plain]).toEqual(['cpp'])
    // What the clock decided is never kept.
    expect(cached).toEqual(['coloured'])
  })

  it('leave the other languages of their message as they are elsewhere', async () => {
    const pieces = somePieces({render: stuckOn('cpp')})
    await filled([pieces.show(fence('cpp', 'a'))], pieces)
    const both = job('```ts\n1\n```\n\n```cpp\n2\n```')
    expect(await filled([pieces.show(both)], pieces)).toEqual(['plain'])
    expect(await filled([pieces.show(fence('ts', '3'))], pieces)).toEqual(['coloured'])
    expect([...pieces.plain].sort()).toEqual(['cpp', 'ts'])
  })

  it('are asked for again where another one was stuck', async () => {
    let count = 0
    const pieces = somePieces({
      render: async () => (++count < 3 ? {trouble: 'ended'} : {markup: 'made'}),
    })
    expect(await filled([pieces.show(job('a'))], pieces)).toEqual(['made'])
  })

  it('end all colouring after three', async () => {
    const coloured: PieceJob[] = []
    const pieces = somePieces({
      render: async (one) => {
        if (one.isPlain) return {markup: 'plain'}
        coloured.push(one)
        return {trouble: 'stuck'}
      },
    })
    for (const language of ['a', 'b', 'c', 'd'])
      await filled([pieces.show(fence(language, '1'))], pieces)
    expect(coloured).toHaveLength(3)
    // Also of the fourth the page says that it is plain.
    expect([...pieces.plain].sort()).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('the cache of pieces', () => {
  it('gives what was made before, and other options have other names', async () => {
    const texts = new Map<string, string>()
    const cache = {
      get: (name: string) => texts.get(name),
      set: (name: string, text: string) => void texts.set(name, text),
    }
    const patch = {type: 'patch', patch: '@@ -1 +1 @@\n-a\n+b\n', language: 'typescript'} as const
    const first = somePieces({cache})
    const [made] = await filled([first.show(patch)], first)
    const second = somePieces({cache})
    const shown = await filled([second.show(patch), second.show({...patch, isTail: true})], second)
    expect(shown[0]).toBe(made)
    expect(second.work).toMatchObject({asked: 2, cached: 1, made: 1})
  })
})
