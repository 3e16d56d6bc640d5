import {setTimeout as sleep} from 'node:timers/promises'

/** Wait until something is so; a minute at most. */
export async function poll(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 60_000
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error('It did not come to be.')
    await sleep(10)
  }
}
