import type {Connection} from './connect.js'

/** One version of an object; without an `id` where the bucket keeps none. */
export interface Version {
  key: string
  id?: string
  size: number
  etag: string | undefined
  /** Whether a plain request finds this one. */
  isLatest: boolean
  /** Whether it says that the object is deleted, and holds nothing. */
  isMarker: boolean
}

/** Every object whose key begins with `prefix`. */
export async function listObjects(
  {sdk, client}: Connection,
  Bucket: string,
  Prefix: string,
): Promise<Version[]> {
  const found: Version[] = []
  let from: string | undefined
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({Bucket, Prefix, ...encoded, ContinuationToken: from}),
    )
    for (const {Key, Size, ETag} of page.Contents ?? []) {
      const key = decode(Key, page.EncodingType)
      found.push({key, size: Size ?? 0, etag: ETag, isLatest: true, isMarker: false})
    }
    from = nextOf(page.IsTruncated, page.NextContinuationToken, from)
  } while (from !== undefined)
  return found
}

/** Every version and delete marker of the objects whose key begins with `prefix`. */
export async function listVersions(
  {sdk, client}: Connection,
  Bucket: string,
  Prefix: string,
): Promise<Version[]> {
  const found: Version[] = []
  let from: {KeyMarker?: string; VersionIdMarker?: string} = {}
  let isMore = true
  while (isMore) {
    const page = await client.send(
      new sdk.ListObjectVersionsCommand({Bucket, Prefix, ...encoded, ...from}),
    )
    const add = (each: Listed, isMarker: boolean) =>
      found.push(versionOf(each, isMarker, page.EncodingType))
    for (const each of page.Versions ?? []) add(each, false)
    for (const each of page.DeleteMarkers ?? []) add(each, true)
    const next = {
      ...(page.NextKeyMarker && {KeyMarker: decode(page.NextKeyMarker, page.EncodingType)}),
      ...(page.NextVersionIdMarker && {VersionIdMarker: page.NextVersionIdMarker}),
    }
    isMore = nextOf(page.IsTruncated, JSON.stringify(next), JSON.stringify(from)) !== undefined
    from = next
  }
  return found
}

/** What stands between `prefix` and the next `/`, prefix and slash not included. */
export async function listFolders(
  {sdk, client}: Connection,
  Bucket: string,
  Prefix: string,
): Promise<string[]> {
  const found: string[] = []
  let from: string | undefined
  do {
    const page = await client.send(
      new sdk.ListObjectsV2Command({
        Bucket,
        Prefix,
        Delimiter: '/',
        ...encoded,
        ContinuationToken: from,
      }),
    )
    for (const each of page.CommonPrefixes ?? []) {
      found.push(decode(each.Prefix, page.EncodingType).slice(Prefix.length, -1))
    }
    from = nextOf(page.IsTruncated, page.NextContinuationToken, from)
  } while (from !== undefined)
  return found
}

interface Listed {
  Key?: string | undefined
  VersionId?: string | undefined
  Size?: number | undefined
  ETag?: string | undefined
  IsLatest?: boolean | undefined
}

function versionOf(
  {Key, VersionId, Size, ETag, IsLatest}: Listed,
  isMarker: boolean,
  encoding: string | undefined,
): Version {
  if (VersionId === undefined) throw brokenOff('lists versions without their ids')
  const key = decode(Key, encoding)
  return {key, id: VersionId, size: Size ?? 0, etag: ETag, isLatest: IsLatest === true, isMarker}
}

/** Others may have put keys there that XML cannot hold. */
const encoded = {EncodingType: 'url'} as const

function decode(text: string | undefined, encoding: string | undefined): string {
  if (text === undefined) throw brokenOff('lists an object without a key')
  return encoding === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text
}

/** Where the next page begins. A list that is short must never be taken for a whole one. */
function nextOf<Place>(
  isTruncated: boolean | undefined,
  next: Place | undefined,
  before: Place | undefined,
): Place | undefined {
  if (isTruncated === false) return undefined
  if (isTruncated === undefined) throw brokenOff('does not say whether its list is whole')
  if (next === undefined || next === before) throw brokenOff('does not say how its list goes on')
  return next
}

function brokenOff(why: string): Error {
  return Object.assign(new Error(`the server ${why}`), {name: 'ListingIncomplete', $metadata: {}})
}
