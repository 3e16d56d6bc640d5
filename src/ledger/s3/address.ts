import * as v from 'valibot'
import {SessionpressError} from '../../errors.js'

/** A part of a bucket, as an address names it. */
export interface StateAddress {
  bucket: string
  /** Begin of every key: empty, or ending in `/`. */
  prefix: string
  region?: string
  endpoint?: string
  pathStyle?: boolean
}

/** Whether a place for state is meant to be a bucket, and no folder. */
export function isBucketAddress(state: string): boolean {
  return /^s3:/i.test(state)
}

/**
 * Read `s3://bucket/prefix?endpoint=…&region=…&pathStyle=true`.
 *
 * @throws SessionpressError `USAGE_INVALID`, which quotes nothing of it: somebody may have written a
 * password there.
 */
export function readStateAddress(state: string): StateAddress {
  const given = /^s3:\/\/(?<bucket>[^/?#]*)(?<path>[^?#]*)(?:\?(?<query>[^#]*))?$/i.exec(state)
  const {bucket = '', path = '', query = ''} = given?.groups ?? {}
  const prefix = path.replace(/^\/|\/$/g, '')
  const pairs = [...new URLSearchParams(query)]
  const result = v.safeParse(schema, {bucket, prefix, ...Object.fromEntries(pairs)})
  if (!result.success) throw invalid(v.getDotPath(result.issues[0]) ?? 'bucket')
  const {pathStyle, ...address} = result.output
  return {
    ...address,
    prefix: prefix === '' ? '' : `${prefix}/`,
    ...(pathStyle !== undefined && {pathStyle: pathStyle === 'true'}),
  }
}

/** The place alone, for a person. */
export function describeAddress({bucket, prefix}: StateAddress): string {
  return `s3://${bucket}/${prefix}`
}

const schema = v.strictObject({
  bucket: v.pipe(v.string(), v.regex(/^[a-z\d][\w.-]{1,61}[a-z\d]$/i)),
  prefix: v.pipe(v.string(), v.regex(/^(?:(?!\.{1,2}(?:\/|$))[\w.=@+-]+(?:\/(?!$)|$))*$/)),
  region: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z\d][a-z\d-]*$/i))),
  endpoint: v.exactOptional(
    v.pipe(
      v.string(),
      v.regex(/^https?:\/\/[^\s?#@]+$/i),
      v.check((text: string) => URL.canParse(text)),
    ),
  ),
  pathStyle: v.exactOptional(v.picklist(['true', 'false'])),
})

function invalid(part: string): SessionpressError {
  return new SessionpressError(
    'USAGE_INVALID',
    `The address of the state cannot be read: its \`${part}\` is not as it should be.`,
    {
      hint: 'Write `s3://bucket/prefix`, with `?endpoint=https://…`, `&region=…` and `&pathStyle=true` where the server needs them; credentials come from the environment.',
    },
  )
}
