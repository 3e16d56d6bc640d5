import type {Connection} from './connect.js'
import {isDenied, isRefused, isUnsupported, nameOf} from './failure.js'

/** Whether a bucket keeps former versions, or may. */
export async function keepsVersions(
  {sdk, client}: Connection,
  Bucket: string,
  Prefix: string,
): Promise<boolean> {
  try {
    const {Status} = await client.send(new sdk.GetBucketVersioningCommand({Bucket}))
    return Status !== undefined
  } catch (error) {
    if (isUnsupported(error)) return false
    if (!isDenied(error)) throw error
  }
  // Who may not ask for the setting may still see the versions themselves, at least of what is theirs.
  try {
    await client.send(new sdk.ListObjectVersionsCommand({Bucket, Prefix, MaxKeys: 1}))
    return true
  } catch (error) {
    if (isUnsupported(error)) return false
    throw error
  }
}

/** Whether a bucket has Object Lock on, as far as the server tells: many know nothing of it. */
export async function isLocked({sdk, client}: Connection, Bucket: string): Promise<boolean> {
  try {
    const answer = await client.send(new sdk.GetObjectLockConfigurationCommand({Bucket}))
    return answer.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled'
  } catch (error) {
    if (nameOf(error) === 'NoSuchBucket') throw error
    if (isRefused(error) || isUnsupported(error)) return false
    throw error
  }
}
