import {expect} from 'vitest'
import type {Bucket} from '../hosts/s3-bucket.js'
import type {S3Server} from '../hosts/s3-server.js'
import {type FaultProxy, startFaultProxy} from './fault-proxy.js'
import {type Lab, withLab} from './lab.js'
import {s3Places} from './s3-place.js'

/** The gateway and the bucket, which are there when a row runs. */
export type S3Host = () => {server: S3Server; bucket: Bucket}

/** A lab whose command reaches the bucket through a proxy, and whose owner looks at it directly. */
export async function withProxy(
  host: S3Host,
  act: (lab: Lab, proxy: FaultProxy) => Promise<void>,
): Promise<void> {
  const proxy = await startFaultProxy(host().server.endpoint)
  try {
    const makePlace = s3Places({...host(), endpoint: proxy.url})
    await withLab(makePlace, (lab) => act(lab, proxy))
  } finally {
    await proxy.close().catch(() => undefined) // It may be closed already.
  }
}

/** Whether a request changes what is in a bucket. */
export function isChange({method}: {method: string}): boolean {
  return method === 'PUT' || method === 'POST' || method === 'DELETE'
}

/** Requests that an undisturbed run makes, so that each can be disturbed once. */
export async function countAsked(
  host: S3Host,
  call: readonly string[],
  before: 'old' | undefined,
): Promise<number> {
  let count = 0
  await withProxy(host, async (lab, proxy) => {
    if (before) await lab.share(before)
    const start = proxy.asked.length
    const ended = await lab.run(call)
    expect(ended, ended.stderr).toMatchObject({status: 0})
    count = proxy.asked.length - start
  })
  return count
}
