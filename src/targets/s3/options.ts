import * as v from 'valibot'
import {addressSchema} from '../address.js'
import {importableSchema} from '../root-files.js'

/** What the configuration says of an `s3` target. Credentials are not among it. */
export const s3Schema = v.strictObject({
  bucket: v.pipe(v.string(), v.regex(/^(?:arn:[\w:/.-]+|[a-z\d][\w.-]{1,61}[a-z\d])$/i)),
  prefix: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\/?(?:[^\s/\\?#%\0]+\/?)*$/),
      v.check((prefix) => prefix.split('/').every((name) => name !== '.' && name !== '..')),
    ),
    '',
  ),
  region: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z\d][a-z\d-]*$/i))),
  endpoint: v.exactOptional(addressSchema),
  pathStyle: v.optional(v.boolean(), false),
  url: addressSchema,
  index: v.optional(v.picklist(['folder', 'file', 'key']), 'folder'),
  cloudfront: v.exactOptional(v.pipe(v.string(), v.regex(/^[A-Z\d]{5,32}$/))),
  importable: importableSchema,
})

export interface S3Options {
  bucket: string
  /** Begin of every key. @default '' */
  prefix?: string
  /** @default what the environment or the profile says, or `us-east-1` where `endpoint` is given */
  region?: string
  /** Address of a server that speaks S3. @default Amazon's, or what `AWS_ENDPOINT_URL_S3` says */
  endpoint?: string
  /** Whether the bucket's name stands in the path of requests, and not in the host's name. @default false */
  pathStyle?: boolean
  /** Address under which visitors reach what lies below `prefix`. */
  url: string
  /**
   * What visitors open: `folder` (`…/s_x/`) where the host looks for `index.html` by itself, `file`
   * (`…/s_x/index.html`) where it does not, `key` (`…/s_x/`) with the page as an object of that very key.
   * @default 'folder'
   */
  index?: 'folder' | 'file' | 'key'
  /** Id of the CloudFront distribution whose caches forget what was replaced or removed. @default none */
  cloudfront?: string
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
  /** Milliseconds of silence after which a request is given up and made again. @default 30000 */
  patience?: number
}
