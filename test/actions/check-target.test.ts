import {expect, it} from 'vitest'
import {checkTarget} from '../../src/actions/check-target.js'
import {SessionpressError} from '../../src/index.js'
import {directory} from '../../src/targets/directory.js'

it('waits for no target longer than it may take', async () => {
  const silent = {...directory({path: 'public'}), check: () => new Promise<never>(() => {})}
  expect(await checkTarget(silent, 20)).toEqual([
    {
      level: 'bad',
      message: 'There was no answer within 0.02 s.',
      hint: expect.any(String),
      code: 'TARGET_UNAVAILABLE',
    },
  ])
})

it('tells a refusal as a result, and throws a bug', async () => {
  const failing = (error: Error) => ({
    ...directory({path: 'public'}),
    check: async () => {
      throw error
    },
  })
  const refusal = new SessionpressError('TARGET_DENIED', 'No.')
  expect(await checkTarget(failing(refusal), 1000)).toEqual([
    {level: 'bad', message: 'No.', hint: null, code: 'TARGET_DENIED'},
  ])
  await expect(checkTarget(failing(new TypeError('bug')), 1000)).rejects.toThrow('bug')
})
