import {EventEmitter, once} from 'node:events'
import {setTimeout as sleep} from 'node:timers/promises'
import {expect, it} from 'vitest'
import {createSchedule} from '../../src/actions/serve/schedule.js'

it('what has failed once is not put off for ever by news that never stop', async () => {
  const runs = new EventEmitter()
  let count = 0
  const run = async () => {
    runs.emit(`run ${++count}`)
    // Later than this test goes on.
    return count === 1 ? 600_000 : undefined
  }
  const schedule = createSchedule<string>({quiet: 200, most: 400, run})
  const first = once(runs, 'run 1')
  schedule.touch('share')
  await first
  let isOver = false
  const second = once(runs, 'run 2').then(() => {
    isOver = true
  })
  // Never quiet for as long as it takes, and far more often than it should be waited for.
  for (let news = 0; news < 200 && !isOver; news++) {
    await sleep(20)
    schedule.touch('share')
  }
  expect(isOver).toBe(true)
  await second
  await schedule.finish()
})
