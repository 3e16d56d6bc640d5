import {appendFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {inject, it} from 'vitest'
import {settleAll} from '../../src/system/in-parallel.js'
import {faults} from './rows.js'

/** How often a fault with a random moment is tried. */
export const faultRuns = Number(process.env.FAULT_RUNS ?? 20)

/** Runs at once: two cores wait for the disk often enough. */
const together = 4

/** What became of one row at one target, as it stands in the folder of the records. */
export interface RowRecord {
  row: number
  target: string
  runs: number
  violations: number
  seconds: number
  /** Name of the suite's file. */
  suite: string
  /** Why it could not be tried here. */
  skipped?: string
}

/** Do one run of a fault. What it throws is a violation of what must hold, and keeps no other run from being done. */
export type Attempt = (name: string, run: () => Promise<void>) => Promise<void>

interface RowOptions {
  row: number
  /** What the fault befell. */
  target: string
  /** Which of several sorts of this fault. @default the row has one sort */
  sort?: string
  /** Why it cannot be tried on this machine, where it cannot. */
  unless?: string | undefined
}

/** One row of the table of faults at one target, as a test that counts its runs and violations. */
export function row(
  {row: number, target, sort, unless}: RowOptions,
  test: (attempt: Attempt) => Promise<void>,
): void {
  const title = `${number}: ${faults[number]} [${target}]${sort ? `, ${sort}` : ''}`
  it(title, async (context) => {
    const suite = path.basename(context.task.file.name)
    const record = {row: number, target, suite}
    if (unless !== undefined) {
      console.info(`skipped: ${title}: ${unless}`)
      await keep({...record, runs: 0, violations: 0, seconds: 0, skipped: unless})
      return context.skip()
    }
    const start = performance.now()
    let runs = 0
    const violations: Error[] = []
    const attempt: Attempt = async (name, run) => {
      runs += 1
      await run().catch((cause: unknown) => violations.push(new Error(name, {cause})))
    }
    try {
      await test(attempt)
      if (runs === 0) throw new Error('Nothing was tried.')
    } catch (error) {
      violations.push(new Error('The row broke off.', {cause: error}))
    }
    const seconds = (performance.now() - start) / 1000
    await keep({...record, runs, violations: violations.length, seconds})
    const [first] = violations
    if (first) throw new Error(`${violations.length} of ${runs} runs: ${first.message}`, first)
  })
}

/** Try a fault many times, a few at once. */
export async function tryOften<Item>(
  items: readonly Item[],
  run: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const ends = await settleAll(items, together, run)
  for (const end of ends) if (end.status === 'rejected') throw end.reason
}

/** Workers end with their suite, so what a row came to is kept in a file until all have ended. */
async function keep(record: RowRecord): Promise<void> {
  await appendFile(path.join(inject('faultRecords'), 'rows.jsonl'), `${JSON.stringify(record)}\n`)
}
