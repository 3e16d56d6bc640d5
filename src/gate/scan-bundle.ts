import {existsSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {Worker} from 'node:worker_threads'
import {SessionpressError} from '../errors.js'
import {sampleOf} from '../redact/sample.js'
import type {Bundle, Content} from '../session/bundle.js'
import type {KnownValue} from '../session/known-value.js'
import type {OwnPattern} from '../session/own-pattern.js'
import type {GateFinding, Hit} from './finding.js'
import type {WorkerAnswer, WorkerPiece, WorkerTask} from './worker.js'

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
  /** Told of how many files were read. @default nothing is told */
  onFile?: (done: number) => void
  /** Program of the worker. @default the one that was built with this one */
  worker?: URL
}

/**
 * Read every byte of a finished bundle again, in a thread of its own, and tell what must not be
 * public. It knows nothing of how the bundle was made. Each value is told of once a file.
 *
 * @throws SessionpressError `GATE_FAILED` when a detector fails or takes too long
 */
export async function scanBundle(
  bundle: Bundle,
  options: ScanBundleOptions,
): Promise<GateFinding[]> {
  const {known = [], patterns = []} = options
  const task: WorkerTask = {known, patterns}
  const megabytes = [...bundle.values()].reduce((sum, {size}) => sum + size, 0) / 1e6
  const thread = startThread(
    options.worker ?? findWorker(),
    task,
    options.timeout ?? 60_000 + 5_000 * megabytes,
  )
  const findings = new Map<string, GateFinding>()
  try {
    for (const [index, [file, content]] of [...bundle].entries()) {
      for await (const piece of piecesOf(content)) {
        for (const hit of await thread.ask({file, ...piece})) collect(file, hit)
      }
      options.onFile?.(index + 1)
    }
  } finally {
    await thread.end()
  }
  return [...findings.values()]

  function collect(file: string, {value, rule, detector, what, line}: Hit): void {
    const name = options.fingerprint(value)
    const id = `${rule}:${name}`
    if (options.isAllowed?.(value, rule, id)) return
    // The first detector names it; that others see it too tells nothing more.
    const key = `${file}\n${name}`
    if (findings.has(key)) return
    findings.set(key, {id, file, detector, what, sample: sampleOf(value), line})
  }
}

/** A worker that is asked one thing after another, and ends with its time. */
function startThread(program: URL, workerData: WorkerTask, timeout: number) {
  const worker = new Worker(program, {
    workerData,
    // secretlint would print what it reads where `DEBUG` asks for it.
    env: {},
    execArgv: [],
    resourceLimits: {maxOldGenerationSizeMb: 1024},
  })
  let settle: {resolve(hits: Hit[]): void; reject(error: unknown): void} | undefined
  let failure: SessionpressError | undefined
  const fail = (why: string, cause?: unknown) => {
    failure ??= failed(why, cause)
    settle?.reject(failure)
    void worker.terminate()
  }
  const clock = setTimeout(() => {
    fail(`it was not done after ${Math.round(timeout / 1000)} seconds`)
  }, timeout)
  worker.on('message', (hits: WorkerAnswer) => settle?.resolve(hits))
  worker.on('error', (error) => fail('a detector broke down', error))
  worker.on('exit', () => fail('a detector ended by itself'))

  return {
    ask: (piece: WorkerPiece) =>
      new Promise<Hit[]>((resolve, reject) => {
        settle = {resolve, reject}
        if (failure) return reject(failure)
        worker.postMessage(piece)
      }),
    async end() {
      clearTimeout(clock)
      settle = undefined
      await worker.terminate()
    },
  }
}

function failed(why: string, cause: unknown): SessionpressError {
  return new SessionpressError(
    'GATE_FAILED',
    `The finished files could not be looked through for secrets: ${why}. Nothing was published.`,
    {
      hint: 'Run it again; if it fails again, leave out what is odd in the session, and report this.',
      cause,
    },
  )
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

/** The worker as built: this code runs from `dist/` when installed and from `src/` in tests. */
function findWorker(): URL {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  for (;;) {
    const file = path.join(folder, 'dist', 'gate', 'worker.js')
    if (existsSync(file)) return pathToFileURL(file)
    const parent = path.dirname(folder)
    if (parent === folder) {
      throw new Error(
        'The worker of the gate is missing: the package is damaged, or was never built.',
      )
    }
    folder = parent
  }
}
