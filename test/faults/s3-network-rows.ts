import {expect} from 'vitest'
import {
  checkConverges,
  checkFailure,
  checkGone,
  checkPlace,
  checkShared,
  complete,
} from './check.js'
import type {Fate, FaultProxy} from './fault-proxy.js'
import {type Lab, shareCall, unshareCall, type Versions} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {countAsked, isChange, type S3Host, withProxy} from './s3-lab.js'
import {s3Places} from './s3-place.js'
import {versionsAt} from './versions.js'

const target = 's3'

/** Rows of what a network does between the command and a bucket. */
export function s3NetworkRows(host: S3Host): void {
  const versions = versionsAt(() => s3Places(host()))

  row({row: 13, target}, async (attempt) => {
    await attempt('up after a while', () =>
      withProxy(host, async (lab, proxy) => {
        await proxy.refuse()
        const running = lab.run(shareCall('new'), {env: {AWS_MAX_ATTEMPTS: '12'}})
        // Long enough for the first tries; how many there are is the command's own affair.
        setTimeout(() => void proxy.accept(), 1500)
        expect(await running).toMatchObject({status: 0})
        await checkShared(lab, versions.new)
        await complete(lab, unshareCall)
        await checkGone(lab)
      }),
    )
    await attempt('never up', () =>
      withProxy(host, async (lab, proxy) => {
        await lab.share('old')
        await proxy.refuse()
        for (const call of [shareCall('new'), unshareCall]) checkFailure(await lab.run(call), 5)
        await checkPlace(lab, versions)
        await checkSame(lab, versions.old)
        await proxy.accept()
        await checkConverges(lab, versions)
      }),
    )
  })

  row({row: 14, target}, async (attempt) => {
    await tryOften(Array.from({length: faultRuns}, Math.random), (part, index) =>
      attempt(`upload ${index}`, () =>
        withProxy(host, async (lab, proxy) => {
          if (index % 2) await lab.share('old')
          let puts = 0
          // Some are cut once, some each time.
          const isCut = () => index % 4 < 2 || ++puts === 1
          proxy.judge = ({method}) =>
            method === 'PUT' && isCut()
              ? {type: 'cut', after: Math.floor(part * 90_000)}
              : undefined
          const ended = await lab.run(shareCall('new'), {env: {AWS_MAX_ATTEMPTS: '2'}})
          if (ended.status !== 0) checkFailure(ended, 5, 6)
          await checkPlace(lab, versions)
          proxy.judge = () => undefined
          await checkConverges(lab, versions)
        }),
      ),
    )
  })

  row({row: 15, target}, async (attempt) => {
    const lost: Fate[] = [{type: 'lose'}, {type: 'cutReply', after: 1}]
    await disturbEach(attempt, lost, async (lab, ended) => {
      expect(ended.status, ended.stderr).toBe(0)
      await checkPlace(lab, versions)
    })
  })

  row({row: 16, target}, async (attempt) => {
    const methods = ['GET', 'PUT', 'POST'] as const
    await tryOften(methods, (method) =>
      attempt(`one ${method} is never answered`, () =>
        withProxy(host, async (lab, proxy) => {
          if (method === 'POST') await lab.share('old')
          let stalled = 0
          proxy.judge = (asked) =>
            asked.method === method && ++stalled === 1 ? {type: 'stall'} : undefined
          const ended = await lab.run(method === 'POST' ? unshareCall : shareCall('new'))
          expect(ended, ended.stderr).toMatchObject({status: 0})
          expect(stalled).toBeGreaterThan(1)
          await checkPlace(lab, versions)
          await checkConverges(lab, versions)
        }),
      ),
    )
  })

  /** Let each request of a share, an update and a removal meet a fault once, each in a run of its own. */
  async function disturbEach(
    attempt: (name: string, run: () => Promise<void>) => Promise<void>,
    fates: readonly Fate[],
    check: (lab: Lab, ended: {status: number | null; stderr: string}) => Promise<void>,
  ): Promise<void> {
    const tasks = [
      {call: shareCall('new'), before: undefined},
      {call: shareCall('new'), before: 'old'},
      {call: unshareCall, before: 'old'},
    ] as const
    for (const {call, before} of tasks) {
      const count = await countAsked(host, call, before)
      const numbers = Array.from({length: count}, (_, index) => index + 1)
      await tryOften(numbers, (number) =>
        attempt(`${call[0]}, ${before ?? 'nothing'} before, request ${number}`, () =>
          withProxy(host, async (lab, proxy) => {
            if (before) await lab.share(before)
            const isMet = disturbOnce(proxy, number, fates[number % fates.length])
            const ended = await lab.run(call)
            await check(lab, ended)
            expect(isMet(), 'the fault was met').toBe(true)
            proxy.judge = () => undefined
            await checkConverges(lab, versions)
          }),
        ),
      )
    }
  }
}

/** @returns Whether it came to that. */
function disturbOnce(proxy: FaultProxy, number: number, fate: Fate | undefined): () => boolean {
  const start = proxy.asked.length
  let isMet = false
  proxy.judge = (asked) => {
    if (asked.number - start !== number) return undefined
    isMet = true
    return fate?.type === 'cutReply' && isChange(asked) ? {type: 'lose'} : fate
  }
  return () => isMet
}

async function checkSame(lab: Lab, version: Versions['old']): Promise<void> {
  const [id] = await lab.place.names()
  expect(await lab.filesOf(String(id))).toEqual(version)
}
