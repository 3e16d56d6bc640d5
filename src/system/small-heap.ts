import {setFlagsFromString} from 'node:v8'

let isOurs = false

/** Say that nobody else works in this process, so that what holds for all of it may be changed. */
export function ownProcess(): void {
  isOurs = true
}

/**
 * Let heaps grow in small steps from now on, where the process is our own. By itself V8 lets one grow to a
 * multiple of what is in use before it looks for garbage again, and what renders a long session leaves much of
 * that. It takes a sixth more time, which a session that fits into memory need not pay.
 */
export function keepHeapSmall(): void {
  if (!isOurs) return
  setFlagsFromString('--heap-growing-percent=40')
  // Of heaps that are made later.
  setFlagsFromString('--max-semi-space-size=8')
}
