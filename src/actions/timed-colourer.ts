import {MessageChannel, type MessagePort, receiveMessageOnPort, Worker} from 'node:worker_threads'
import type {Colourer} from '../render/code/colourer.js'
import type {Span} from '../render/code/spans.js'

/** What the thread is asked: to make these languages ready, and to colour a text. */
export interface ColourRequest {
  /** Number of the page: each has grammars of its own. */
  page: number
  languages: readonly string[]
  code?: {text: string; language: string; maxLineLength: number}
}

/** What it answers, or what went wrong with the thread itself. */
export interface ColourAnswer {
  loaded: string[]
  lines: Span[][] | undefined
  error?: unknown
}

/** What it is started with: where to listen, and what to set when there is an answer. */
export interface ColourWorkerData {
  port: MessagePort
  signal: Int32Array
}

/** Milliseconds that colouring may take in all before something is given up. Loading grammars is not counted: they are ours. */
const patience = 10_000

/** Characters that earn a millisecond. Shiki colours five times as many on a slow machine. */
const charactersPerMillisecond = 50

/** Languages that may be given up before all code stays plain. */
const mostSlow = 3

/**
 * Makes colourers that work in a thread of their own, which is ended when it takes too long.
 *
 * Some grammars need hours for one line of a thousand characters, C++ and C#
 * among them, and no count of the input tells. So the clock decides here, as the
 * last resort and with a wide margin: everything else that bounds a page is a
 * count. `limit` is for tests.
 */
export function timedColourers(file: string, limit = patience): () => Colourer {
  const slow = new Set<string>()
  let left = limit
  return () => timedColourer()

  function timedColourer(): Colourer {
    const page = ++pages
    const loaded: string[] = []
    return {load, colour, slow}

    async function load(language: string): Promise<boolean> {
      if (isOver(language)) return false
      const isReady = ask({page, languages: [...loaded, language]}, language, 0)?.loaded
      if (!isReady?.includes(language)) return false
      loaded.push(language)
      return true
    }

    function colour(text: string, language: string, maxLineLength: number): Span[][] | undefined {
      if (isOver(language)) return undefined
      const code = {text, language, maxLineLength}
      return ask({page, languages: loaded, code}, language, text.length)?.lines
    }
  }

  function isOver(language: string): boolean {
    return slow.has(language) || slow.size >= mostSlow
  }

  function ask(request: ColourRequest, language: string, length: number): ColourAnswer | undefined {
    const start = performance.now()
    const answer = askThread(file, request, request.code ? left : limit)
    if (answer?.error !== undefined) throw answer.error
    if (answer === undefined) slow.add(language)
    const spent = performance.now() - start
    const charged = request.code ? spent - length / charactersPerMillisecond : 0
    left = answer ? Math.min(limit, left - charged) : limit
    return answer
  }
}

interface Thread {
  worker: Worker
  port: MessagePort
  signal: Int32Array
}

let pages = 0
let running: Thread | undefined

/** Ask and wait. Rendering is a plain sequence of steps, so it stands still meanwhile. */
function askThread(file: string, request: ColourRequest, limit: number): ColourAnswer | undefined {
  running ??= startThread(file)
  const {worker, port, signal} = running
  Atomics.store(signal, 0, 0)
  port.postMessage(request)
  Atomics.wait(signal, 0, 0, Math.max(100, limit))
  const received: {message: ColourAnswer} | undefined = receiveMessageOnPort(port)
  if (received) return received.message
  running = undefined
  void worker.terminate()
  return undefined
}

function startThread(file: string): Thread {
  const {port1, port2} = new MessageChannel()
  const signal = new Int32Array(new SharedArrayBuffer(4))
  const workerData: ColourWorkerData = {port: port2, signal}
  const worker = new Worker(file, {workerData, transferList: [port2], execArgv: []})
  // A thread that waits must not keep the program from ending.
  worker.unref()
  port1.unref()
  return {worker, port: port1, signal}
}
