import {parentPort, workerData} from 'node:worker_threads'
import type {KnownValue} from '../session/known-value.js'
import type {OwnPattern} from '../session/own-pattern.js'
import {createDetectors, type Detect} from './detect.js'
import {createKnownSearch} from './detect-known.js'
import type {Hit} from './finding.js'
import {type FileScan, scanFile} from './scan-file.js'

/** What the gate hands to its worker at the start. */
export interface WorkerTask {
  known: readonly KnownValue[]
  patterns: readonly OwnPattern[]
  /** Names of windows in which the same detectors found nothing before. */
  clean: readonly string[]
}

/** A piece of a file, in order; the worker answers each with what it found. */
export interface WorkerPiece {
  file: string
  bytes: Uint8Array
  isLast: boolean
}

/** What the worker answers: what it found, and names of windows in which it found nothing. */
export interface WorkerAnswer {
  hits: Hit[]
  clean: string[]
}

// secretlint marks its steps for a profile that nobody reads, and searches all marks at each of them.
Object.defineProperty(performance, 'mark', {value: () => undefined})

// Made by `scanBundle` in this very shape.
const {known, patterns, clean: before} = workerData as WorkerTask
const wereClean = new Set(before)
let clean: string[] = []
let detectors: Promise<readonly Detect[]> | undefined
const options = {
  detectors: () => (detectors ??= createDetectors(patterns)),
  verdicts: {
    isClean: (name: string) => wereClean.has(name),
    clean: (name: string) => clean.push(name),
  },
  searchKnown: createKnownSearch(known),
}
let scan: FileScan | undefined

// What is thrown here ends the worker, and with it the publication.
parentPort?.on('message', async ({file, bytes, isLast}: WorkerPiece) => {
  scan ??= scanFile(file, options)
  const hits = await scan.add(bytes, isLast)
  const answer: WorkerAnswer = {hits, clean}
  clean = []
  if (isLast) scan = undefined
  parentPort?.postMessage(answer)
})
