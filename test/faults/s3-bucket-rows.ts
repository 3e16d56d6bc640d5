import path from 'node:path'
import {expect} from 'vitest'
import {type Bucket, makeBucket} from '../hosts/s3-bucket.js'
import {attachMany} from './attach-many.js'
import {checkFailure, checkGone, checkPlace, complete} from './check.js'
import {killAtRandom, spread} from './kill-at-random.js'
import {type Lab, learnVersions, shareCall, unshareCall, withLab} from './lab.js'
import {faultRuns, row, tryOften} from './row.js'
import {type S3Host, withProxy} from './s3-lab.js'
import {s3Places} from './s3-place.js'
import {noFakeTime} from './wrappers.js'

const target = 's3'

/** Rows of what a bucket may be like. */
export function s3BucketRows(host: S3Host): void {
  row({row: 19, target, unless: noFakeTime}, async (attempt) => {
    for (const by of ['-1h', '+1h', '+2d']) {
      await attempt(by, () =>
        withLab(s3Places(host()), async (lab) => {
          const wrap = ['faketime', '-f', by]
          for (const call of [shareCall('new'), unshareCall]) {
            const ended = await lab.run(call, {wrap})
            if (ended.status !== 0) {
              checkFailure(ended, 4)
              expect(ended.stderr).toMatch(/clock/)
            }
          }
          await lab.unshareAll()
          await checkGone(lab)
        }),
      )
    }
  })

  row({row: 20, target, sort: 'more than a thousand keys'}, (attempt) =>
    attempt('a share of 1005 files', () =>
      withProxy(host, async (lab, proxy) => {
        await attachMany(path.join(lab.machine.root, 'many.json'), 1005)
        await complete(lab, ['share', '../many.json', '--to', 'there', '--yes'])
        const [id] = await lab.place.names()
        expect((await lab.place.read(String(id))).size).toBeGreaterThan(1005)
        proxy.judge = ({url}) =>
          /continuation-token/.test(url) ? {type: 'cutReply', after: 100} : undefined
        checkFailure(await lab.run(unshareCall), 1, 5, 6)
        expect((await lab.records())[0]?.state).not.toBe('removed')
        proxy.judge = () => undefined
        await complete(lab, unshareCall)
        await checkGone(lab)
      }),
    ),
  )

  row({row: 22, target}, async (attempt) => {
    const bucket = await makeBucket(host().server, {isVersioned: true})
    const places = s3Places({...host(), bucket})
    await attempt('every version goes', () =>
      withLab(places, async (lab) => {
        await complete(lab, shareCall('old'))
        await complete(lab, shareCall('new'))
        await complete(lab, unshareCall)
        await checkNoVersions(lab, bucket)
      }),
    )
    const versions = await learnVersions(places)
    const calls = [shareCall('new'), unshareCall]
    await tryOften(spread(400, Math.ceil(faultRuns / 2)), (after, index) =>
      attempt(`a kill after ${after.toFixed()} ms`, () =>
        withLab(places, async (lab) => {
          await lab.share('old')
          await killAtRandom(lab, calls[index % 2] ?? [], {after})
          await checkPlace(lab, versions)
          await lab.unshareAll()
          await checkNoVersions(lab, bucket)
        }),
      ),
    )
  })

  row({row: 22, target, sort: 'that nothing can be deleted from'}, async (attempt) => {
    const bucket = await makeBucket(host().server, {isLocked: true})
    await attempt('Object Lock', () =>
      withLab(s3Places({...host(), bucket}), async (lab) => {
        checkFailure(await lab.run(shareCall('new')), 4)
        expect(await bucket.versions()).toEqual([])
        expect(await lab.records()).toEqual([])
      }),
    )
  })

  row({row: 23, target}, async (attempt) => {
    for (const actions of [
      ['s3:GetObject'],
      ['s3:GetObject', 's3:ListBucket'],
      ['s3:GetBucketLocation'],
    ]) {
      const bucket = await makeBucket(host().server)
      await bucket.allow(...actions)
      const open = {...host().bucket, ...bucket, website: bucket.address}
      await attempt(`visitors may ${actions.join(' and ')}`, () =>
        withLab(s3Places({...host(), bucket: open}), async (lab) => {
          await lab.share('old')
          await complete(lab, unshareCall)
          await checkGone(lab)
        }),
      )
    }
    await attempt('403 while it is there', () =>
      withProxy(host, async (lab, proxy) => {
        await lab.share('old')
        await host().bucket.allow('s3:GetBucketLocation')
        proxy.judge = ({method}) =>
          method === 'POST' ? {type: 'answer', status: 200, body: '<DeleteResult/>'} : undefined
        checkFailure(await lab.run(unshareCall), 6, 7)
        expect(await lab.place.names()).toHaveLength(1)
        proxy.judge = () => undefined
        await host().bucket.allow('s3:GetObject')
        await lab.unshareAll()
        await checkGone(lab)
      }),
    )
  })
}

async function checkNoVersions(lab: Lab, bucket: Bucket): Promise<void> {
  await checkGone(lab)
  const {prefix} = lab.place.setting
  const left = (await bucket.versions()).filter((key) => key.startsWith(String(prefix)))
  expect(left, 'no version is left').toEqual([])
}
