import process from 'node:process'
import {endWaiting, interrupt} from './interruption.js'
import {interruptedStatus} from './report.js'

/**
 * The first Ctrl-C lets the running action clean up, for as long as a person
 * has patience; the second one, SIGTERM, and a terminal that is closed end at
 * once. The ledger copes with each.
 */
export function endOnSignals(): void {
  let isFirst = true
  process.on('SIGINT', () => {
    if (endWaiting()) return
    if (!isFirst) process.exit(interruptedStatus)
    isFirst = false
    interrupt()
    setTimeout(() => process.exit(interruptedStatus), 2000).unref()
  })
  for (const [signal, status] of [
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => {
      if (!endWaiting()) process.exit(status)
    })
  }
}
