import {createHash} from 'node:crypto'
import process from 'node:process'
import fs from 'fs-extra'
import type {Pack} from '../cache/pack.js'
import {workerProgram} from '../gate/thread.js'
import type {OwnPattern} from '../session/own-pattern.js'

/** What the gate found clean in a session the last time, and finds clean now. */
export interface KeptVerdicts {
  known: readonly string[]
  clean(name: string): void
  /** Keep for the next time what is clean now. */
  keep(): void
}

/**
 * Texts of a session in which the detectors found nothing. They are known by hashes, which say nothing of
 * them, and only to the same detectors: to the same program with the same patterns. Values of this machine
 * are not among what is known: they are searched in every byte, every time.
 */
export async function openVerdicts(
  cache: Pack,
  patterns: readonly OwnPattern[],
): Promise<KeptVerdicts> {
  const detectors = createHash('sha256')
    .update(await fs.readFile(workerProgram()))
    .update(JSON.stringify(patterns.map(({name, pattern}) => [name, String(pattern)])))
    .update(process.version)
    .digest('base64')
  const now = new Set<string>()
  return {
    known: namesIn(cache.get(detectors)),
    clean: (name) => void now.add(name),
    keep: () => cache.set(detectors, JSON.stringify([...now])),
  }
}

function namesIn(text: string | undefined): string[] {
  return text === undefined ? [] : JSON.parse(text) // Written by `keep`, and whole: a pack checks that.
}
