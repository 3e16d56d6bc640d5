import {parentPort, workerData} from 'node:worker_threads'
import type {KnownValue} from '../session/known-value.js'
import type {OwnPattern} from '../session/own-pattern.js'
import {createDetectors} from './detect.js'
import {createKnownSearch} from './detect-known.js'
import type {Hit} from './finding.js'
import {type FileScan, scanFile} from './scan-file.js'

/** What the gate hands to its worker at the start. */
export interface WorkerTask {
  known: readonly KnownValue[]
  patterns: readonly OwnPattern[]
}

/** A piece of a file, in order; the worker answers each with what it found. */
export interface WorkerPiece {
  file: string
  bytes: Uint8Array
  isLast: boolean
}

/** What the worker answers. */
export type WorkerAnswer = Hit[]

// secretlint marks its steps for a profile that nobody reads, and searches all marks at each of them.
Object.defineProperty(performance, 'mark', {value: () => undefined})

// Made by `scanBundle` in this very shape.
const {known, patterns} = workerData as WorkerTask
const options = {detectors: createDetectors(patterns), searchKnown: createKnownSearch(known)}
let scan: FileScan | undefined

// What is thrown here ends the worker, and with it the publication.
parentPort?.on('message', async ({file, bytes, isLast}: WorkerPiece) => {
  scan ??= scanFile(file, options)
  const answer: WorkerAnswer = await scan.add(bytes, isLast)
  if (isLast) scan = undefined
  parentPort?.postMessage(answer)
})
