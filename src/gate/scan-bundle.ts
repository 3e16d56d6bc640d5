import {availableParallelism} from 'node:os'
import {sampleOf} from '../redact/sample.js'
import type {Bundle, Content} from '../session/bundle.js'
import type {KnownValue} from '../session/known-value.js'
import type {OwnPattern} from '../session/own-pattern.js'
import type {GateFinding, Hit} from './finding.js'
import {startThread, type Thread} from './thread.js'
import type {WorkerPiece, WorkerTask} from './worker.js'

export interface ScanBundleOptions {
  /** Values that must stand nowhere, in no encoding. @default none */
  known?: readonly KnownValue[]
  /** Own patterns of the configuration. @default none */
  patterns?: readonly OwnPattern[]
  /** Whether a person decided that a value may be public. @default nothing may */
  isAllowed?(value: string, rule: string, id: string): boolean
  /** Gives a value a name that says nothing about it. */
  fingerprint(value: string): string
  /** Milliseconds after which a scan has failed. @default a minute, and five seconds more for each megabyte */
  timeout?: number
  /** What was found clean before, and what is now. @default nothing is known, and nobody is told */
  verdicts?: {known: readonly string[]; clean(name: string): void}
  /** Told of how many files were read. @default nothing is told */
  onFile?: (done: number) => void
  /** Threads that read at once. @default two where there are cores and much to read, else one */
  threads?: number
  /** Program of the workers. @default the one that was built with this one */
  worker?: URL
}

/**
 * Read every byte of a finished bundle again, in threads of its own, and tell what must not be
 * public. It knows nothing of how the bundle was made. Each value is told of once a file, in the
 * order of the bundle however many threads there are.
 *
 * @throws SessionpressError `GATE_FAILED` when a detector fails or takes too long
 */
export async function scanBundle(
  bundle: Bundle,
  options: ScanBundleOptions,
): Promise<GateFinding[]> {
  const {known = [], patterns = []} = options
  const bytes = [...bundle.values()].reduce((sum, {size}) => sum + size, 0)
  const timeout = options.timeout ?? 60_000 + 5_000 * (bytes / 1e6)
  const task: WorkerTask = {known, patterns, clean: options.verdicts?.known ?? []}
  const count = Math.min(options.threads ?? threadsFor(bytes, options), bundle.size)
  const threads = Array.from({length: count}, () => startThread(task, timeout, options.worker))
  // The biggest first, so that no thread is left alone with one at the end.
  const waiting = [...bundle].sort(([, a], [, b]) => b.size - a.size)
  const found = new Map([...bundle.keys()].map((file) => [file, new Map<string, Hit>()]))
  let done = 0
  try {
    await Promise.all(threads.map(work))
  } finally {
    await Promise.all(threads.map((thread) => thread.end()))
  }
  return [...found].flatMap(([file, hits]) => findingsOf(file, hits, options))

  async function work(thread: Thread): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [file, content] = next
      for await (const piece of piecesOf(content)) {
        const {hits, clean} = await thread.ask({file, ...piece})
        for (const name of clean) options.verdicts?.clean(name)
        for (const hit of hits) {
          const id = `${hit.rule}:${options.fingerprint(hit.value)}`
          const ofFile = found.get(file)
          if (!ofFile?.has(id)) ofFile?.set(id, hit)
        }
      }
      done += 1
      options.onFile?.(done)
    }
  }
}

/** Only asked when all is read: who counts what was allowed is to count in the order of the bundle. */
function findingsOf(
  file: string,
  hits: ReadonlyMap<string, Hit>,
  {isAllowed, fingerprint}: ScanBundleOptions,
): GateFinding[] {
  const findings = new Map<string, GateFinding>()
  for (const [id, {value, rule, detector, what, line}] of hits) {
    if (isAllowed?.(value, rule, id)) continue
    // The first detector names it; that others see it too tells nothing more.
    const name = fingerprint(value)
    if (findings.has(name)) continue
    findings.set(name, {id, file, detector, what, sample: sampleOf(value), line})
  }
  return [...findings.values()]
}

/** Below this much a second thread costs more to start than it saves. */
const worthAnother = 2_000_000
const mostThreads = 2

/** Where most is known there is little to read. */
function threadsFor(bytes: number, {verdicts}: ScanBundleOptions): number {
  if (bytes < worthAnother || (verdicts && verdicts.known.length > 0)) return 1
  return Math.min(mostThreads, availableParallelism())
}

/** Bytes that are handed over at once. */
const pieceLength = 262_144

async function* piecesOf(content: Content): AsyncGenerator<Omit<WorkerPiece, 'file'>> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const bytes of content.read()) {
    waiting.push(bytes)
    length += bytes.length
    if (length < pieceLength) continue
    yield {bytes: Buffer.concat(waiting), isLast: false}
    waiting = []
    length = 0
  }
  yield {bytes: Buffer.concat(waiting), isLast: true}
}
