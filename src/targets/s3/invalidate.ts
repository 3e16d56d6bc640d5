import {randomBytes} from 'node:crypto'
import {setTimeout} from 'node:timers/promises'
import type {CloudFrontClient} from '@aws-sdk/client-cloudfront'
import {SessionpressError} from '../../errors.js'
import {commonSettings, withoutWarning} from '../../system/s3/connect.js'
import type {Receipt, TargetContext} from '../types.js'

interface InvalidateOptions {
  distribution: string
  env: TargetContext['env']
  /** Milliseconds of silence after which a request is made again. @default 30000 */
  patience?: number | undefined
}

/** Have CloudFront forget pages, and wait until it has. */
export async function invalidate(
  receipts: readonly Pick<Receipt, 'url'>[],
  {distribution, env, patience}: InvalidateOptions,
): Promise<void> {
  if (receipts.length === 0) return
  const sdk = await import('@aws-sdk/client-cloudfront')
  const client = withoutWarning(() => new sdk.CloudFrontClient(settingsOf(env, patience)))
  try {
    const Items = pathsOf(receipts)
    const InvalidationBatch = {
      Paths: {Quantity: Items.length, Items},
      CallerReference: `sessionpress-${randomBytes(12).toString('hex')}`,
    }
    const request = {DistributionId: distribution, InvalidationBatch}
    const answer = await client.send(new sdk.CreateInvalidationCommand(request))
    await wait(sdk, client, distribution, answer.Invalidation?.Id)
  } finally {
    client.destroy()
  }
}

function settingsOf(env: TargetContext['env'], patience: number | undefined) {
  const endpoint = env.AWS_ENDPOINT_URL_CLOUDFRONT ?? env.AWS_ENDPOINT_URL
  // The service has no regions, and signs as if it lay in this one.
  return {
    ...commonSettings(patience, env),
    region: 'us-east-1',
    ...(endpoint !== undefined && {endpoint}),
  }
}

/** CloudFront works on few patterns at once, so many shares are forgotten with all beside them. */
function pathsOf(receipts: readonly Pick<Receipt, 'url'>[]): string[] {
  const folders = receipts.map(({url}) => new URL(url).pathname.replace(/[^/]*$/, ''))
  if (folders.length <= patterns) return [...new Set(folders.map((folder) => `${folder}*`))]
  return [...new Set(folders.map((folder) => folder.replace(/[^/]*\/$/, '*')))]
}

/** Of the fifteen that may be under way, so that others can go on. */
const patterns = 5

/** The SDK's own waiter goes on for as long after a refusal, and writes to the terminal. */
async function wait(
  sdk: typeof import('@aws-sdk/client-cloudfront'),
  client: CloudFrontClient,
  DistributionId: string,
  Id: string | undefined,
): Promise<void> {
  const end = Date.now() + longest
  for (let pause = 500; Date.now() + pause < end; pause = Math.min(pause * 2, 20_000)) {
    const {Invalidation} = await client.send(new sdk.GetInvalidationCommand({DistributionId, Id}))
    if (Invalidation?.Status === 'Completed') return
    await setTimeout(pause)
  }
  throw new SessionpressError(
    'TARGET_UNAVAILABLE',
    'CloudFront has not forgotten the pages within 20 minutes.',
    {hint: 'Run this again.'},
  )
}

const longest = 1_200_000
