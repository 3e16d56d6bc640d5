import process from 'node:process'
import {setFlagsFromString} from 'node:v8'

/**
 * Let V8 watch a function for longer before it optimises it, here and in threads. By itself Node 20 spends
 * two fifths of the time of a usual session on translating what is soon done with; with eighteen times as
 * much patience it translates what a long session runs all the time. Later versions have a quick compiler
 * before the thorough one, take less time than this one with the flag, and do not know it.
 */
export function compileLate(): void {
  if (/^11\./.test(process.versions.v8)) setFlagsFromString('--interrupt-budget=1200000')
}
