import type {Connection} from './connect.js'
import {isRefused, isUnsupported, nameOf} from './failure.js'

/** What a bucket says of itself about who may read it. What it does not tell, or not to us, is absent. */
export interface Exposure {
  /** Its policy, as JSON. */
  policy: string | undefined
  /** Groups that its access list lets in, with what they may do. */
  grants: {group: string; permission: string}[]
  /** Whether it keeps former versions of what is replaced and deleted. */
  keepsVersions: boolean
  /** Whether it keeps what shall be deleted. */
  isLocked: boolean
}

/** Ask a bucket who may read it, and what it keeps. */
export async function readExposure({sdk, client}: Connection, Bucket: string): Promise<Exposure> {
  const [block, policy, list, versions, lock] = await Promise.all([
    told(() => client.send(new sdk.GetPublicAccessBlockCommand({Bucket}))),
    told(() => client.send(new sdk.GetBucketPolicyCommand({Bucket}))),
    told(() => client.send(new sdk.GetBucketAclCommand({Bucket}))),
    told(() => client.send(new sdk.GetBucketVersioningCommand({Bucket}))),
    told(() => client.send(new sdk.GetObjectLockConfigurationCommand({Bucket}))),
  ])
  const {RestrictPublicBuckets, IgnorePublicAcls} = block?.PublicAccessBlockConfiguration ?? {}
  const grants = (list?.Grants ?? []).map(({Grantee, Permission}) => ({
    group: Grantee?.URI ?? '',
    permission: Permission ?? '',
  }))
  return {
    // What Amazon's own block outweighs lets nobody in.
    policy: RestrictPublicBuckets ? undefined : policy?.Policy,
    grants: IgnorePublicAcls ? [] : grants,
    keepsVersions: versions?.Status === 'Enabled',
    isLocked: lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
  }
}

/** Many servers know only some of these questions, and many credentials may ask none of them. */
async function told<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') throw error
    if (isRefused(error) || isUnsupported(error)) return undefined
    throw error
  }
}
