import path from 'node:path'
import fs from 'fs-extra'
import type {Run} from '../commands/run-command.js'
import type {Lab, MakePlace} from './lab.js'
import {withLab} from './lab.js'
import type {Attempt} from './row.js'
import {inject} from './wrappers.js'

/** Runs at once. */
const together = 4

interface SweepOptions {
  makePlace: MakePlace
  call: readonly string[]
  /** Version that is shared before. @default nothing is shared */
  before?: 'old' | undefined
  calls: readonly string[]
  fault: string
  /** Fewest such calls there must be, or else the sweep has no teeth. */
  least: number
  /** What must hold after the run that met the fault. */
  check: (lab: Lab, ended: Run, when: number) => Promise<void>
}

/** Let the first system call of a kind fail, in another run the second, and so on until none is left. */
export async function sweep(attempt: Attempt, options: SweepOptions): Promise<void> {
  const {least, call, fault} = options
  let met = 0
  for (let when = 1; when - 1 === met; when += together) {
    const batch = Array.from({length: together}, (_, index) =>
      failAt(attempt, options, when + index),
    )
    met += (await Promise.all(batch)).filter(Boolean).length
  }
  if (met < least) throw new Error(`\`${call[0]}\` met ${fault} only ${met} times.`)
}

/** @returns Whether there was such a call. */
async function failAt(attempt: Attempt, options: SweepOptions, when: number): Promise<boolean> {
  const {makePlace, call, before, calls, fault, check} = options
  return await withLab(makePlace, async (lab) => {
    if (before) await lab.share(before)
    const log = path.join(lab.machine.root, 'strace.log')
    const ended = await lab.run(call, inject({calls, fault, when, log}))
    const isMet = /INJECTED|killed by SIGKILL/.test(await fs.readFile(log, 'utf8'))
    if (isMet) await attempt(`${call[0]}, ${fault} at ${when}`, () => check(lab, ended, when))
    return isMet
  })
}
