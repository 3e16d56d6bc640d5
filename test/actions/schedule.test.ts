import {expect, it} from 'vitest'
import {createSchedule} from '../../src/actions/serve/schedule.js'
import {pollUntil} from '../client/poll-until.js'

it('does at its end what came while the same was being done', async () => {
  let runs = 0
  let finishFirst = () => {}
  const first = new Promise<void>((resolve) => {
    finishFirst = resolve
  })
  const schedule = createSchedule<string>({
    quiet: 0,
    async run() {
      runs += 1
      if (runs === 1) await first
      return undefined
    },
  })
  schedule.touch('a')
  await pollUntil('it is being done', async () => runs === 1 || undefined)
  schedule.touch('a')
  const finished = schedule.finish()
  finishFirst()
  await finished
  expect(runs).toBe(2)
})
