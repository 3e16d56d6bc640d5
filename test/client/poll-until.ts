import {setTimeout as sleep} from 'node:timers/promises'

/**
 * Wait until something is there, and take it.
 *
 * @param what that is waited for, as a sentence would name it
 * @param seconds after which it is too late
 */
export async function pollUntil<Found>(
  what: string,
  find: () => Promise<Found | undefined | false>,
  seconds = 30,
): Promise<Found> {
  const end = performance.now() + seconds * 1000
  while (true) {
    const found = await find()
    if (found !== undefined && found !== false) return found
    if (performance.now() > end) throw new Error(`Not within ${seconds} seconds: ${what}.`)
    await sleep(100)
  }
}
