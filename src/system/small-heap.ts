import {setFlagsFromString} from 'node:v8'

/**
 * Let the heap grow in small steps. By itself V8 lets it grow to a multiple of what is in use before it
 * looks for garbage again, and what renders a long session leaves much of that. Threads that are started
 * later do so too, and have less room for what is new: each would take some 50 MB for that alone.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=40')
  setFlagsFromString('--max-semi-space-size=8')
}
