import {setFlagsFromString} from 'node:v8'

/**
 * Let the heap grow in small steps. By itself V8 lets it grow to a multiple of what is in use before it
 * looks for garbage again, and what renders a long session leaves much of that. Threads started later do so too.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=40')
}
