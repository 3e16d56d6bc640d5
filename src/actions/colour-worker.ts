import {workerData} from 'node:worker_threads'
import {type Colourer, createColourer} from '../render/code/colourer.js'
import type {ColourAnswer, ColourRequest, ColourWorkerData} from './timed-colourer.js'

/** A thread that colours code, and can be ended in the midst of it. */
const {port, signal} = workerData as ColourWorkerData // As `timed-colourer.ts` starts it.

/** Pages come one after the other; the grammars of those that are done go. */
const mostPages = 3
const pages = new Map<number, Colourer>()

port.on('message', async (request: ColourRequest) => {
  port.postMessage(await answer(request).catch((error) => ({loaded: [], lines: undefined, error})))
  Atomics.store(signal, 0, 1)
  Atomics.notify(signal, 0)
})

async function answer({page, languages, code}: ColourRequest): Promise<ColourAnswer> {
  const colourer = colourerOf(page)
  // In their order, since what is loaded decides the colours of what comes later.
  const loaded = []
  for (const language of languages) if (await colourer.load(language)) loaded.push(language)
  const lines = code && colourer.colour(code.text, code.language, code.maxLineLength)
  return {loaded, lines}
}

function colourerOf(page: number): Colourer {
  const known = pages.get(page)
  if (known) return known
  const colourer = createColourer()
  pages.set(page, colourer)
  for (const old of [...pages.keys()].slice(0, -mostPages)) pages.delete(old)
  return colourer
}
