import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type {TestProject} from 'vitest/node'
import type {RowRecord} from './row.js'
import {faults} from './rows.js'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Folder in which rows note what they came to. */
    faultRecords: string
  }
}

/** Collect what the rows came to, whichever process they ran in, and print it as one table at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-faults-'))
  project.provide('faultRecords', folder)
  return async () => {
    const records = await readRecords(path.join(folder, 'rows.jsonl'))
    await rm(folder, {recursive: true, force: true})
    // Other projects of the same configuration are set up with this one.
    if (records.length > 0) print(records, await findMissing(records))
  }
}

async function readRecords(file: string): Promise<RowRecord[]> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
}

/** Rows that no suite covered; none are missed where only some of the suites were asked for. */
async function findMissing(records: RowRecord[]): Promise<number[]> {
  const suites = (await readdir(import.meta.dirname)).filter((name) => name.endsWith('.suite.ts'))
  const ran = new Set(records.map(({suite}) => suite))
  if (!suites.every((name) => ran.has(name))) return []
  const covered = new Set(records.map(({row}) => row))
  return Object.keys(faults)
    .map(Number)
    .filter((row) => !covered.has(row))
}

function print(records: RowRecord[], missing: number[]): void {
  const lines = [...merge(records).values()]
    .sort((one, other) => one.row - other.row || (one.target < other.target ? -1 : 1))
    .map((record) => format(record))
  const runs = records.reduce((sum, record) => sum + record.runs, 0)
  const violations = records.reduce((sum, record) => sum + record.violations, 0)
  const header = `${'row'.padStart(3)}  ${'fault'.padEnd(45)}  ${'target'.padEnd(14)}   runs  violations  seconds`
  console.info(['', header, ...lines, `${runs} runs, ${violations} violations`].join('\n'))
  if (missing.length === 0) return
  console.error(`Rows that nothing covered: ${missing.join(', ')}`)
  process.exitCode = 1
}

/** Several sorts of one fault are one line of the table. */
function merge(records: RowRecord[]): Map<string, RowRecord> {
  const merged = new Map<string, RowRecord>()
  for (const {skipped, ...record} of records) {
    const key = `${record.row} ${record.target}`
    const before = merged.get(key)
    const why = [before?.skipped, skipped].filter(Boolean).join('; ')
    merged.set(key, {
      ...record,
      runs: record.runs + (before?.runs ?? 0),
      violations: record.violations + (before?.violations ?? 0),
      seconds: record.seconds + (before?.seconds ?? 0),
      ...(why && {skipped: why}),
    })
  }
  return merged
}

function format({row, target, runs, violations, seconds, skipped}: RowRecord): string {
  const numbers = `${String(runs).padStart(5)}  ${String(violations).padStart(10)}  ${seconds.toFixed(1).padStart(7)}`
  const note = skipped ? `  not tried: ${skipped}` : ''
  const fault = (faults[row] ?? '').padEnd(45)
  return `${String(row).padStart(3)}  ${fault}  ${target.padEnd(14)}  ${numbers}${note}`
}
