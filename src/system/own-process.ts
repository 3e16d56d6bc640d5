import process from 'node:process'
import {setFlagsFromString} from 'node:v8'

let isOurs = false

/** Say that nobody else works in this process, so that V8 may be told how. Threads of it work the same way. */
export function ownProcess(): void {
  isOurs = true
}

/**
 * Make V8 thrifty, where the process is our own; else nothing happens. To be called once everything is
 * loaded that is needed anyway, since what Node keeps compiled is of no use to it afterwards.
 */
export function beThrifty(): void {
  if (!isOurs) return
  // By itself a heap grows to a multiple of what is in use before V8 looks for garbage again, and what reads
  // and renders a session leaves much of that: 5,000 entries take 570 MB instead of 330.
  setFlagsFromString('--heap-growing-percent=40')
  // By itself Node 20 spends two fifths of the time of a usual session on translating what is soon done with.
  // With eighteen times as much patience it translates what a long session runs all the time. Later versions
  // have a quick compiler before the thorough one, and do not know the flag.
  if (/^11\./.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=1200000')
}

/** Let heaps grow as V8 likes: small ones cost a tenth more time, which a short session need not pay. */
export function letHeapsGrow(): void {
  if (isOurs) setFlagsFromString('--heap-growing-percent=0')
}
