import {afterAll, beforeAll} from 'vitest'
import {type Bucket, makeBucket} from '../hosts/s3-bucket.js'
import {type S3Server, startS3Server} from '../hosts/s3-server.js'
import {killRows} from './kill-rows.js'
import type {MakePlace} from './lab.js'
import {s3AnswerRows} from './s3-answer-rows.js'
import {s3BucketRows} from './s3-bucket-rows.js'
import {s3NetworkRows} from './s3-network-rows.js'
import {s3Places} from './s3-place.js'

let server: S3Server
let bucket: Bucket
const ends: (() => Promise<void>)[] = []
beforeAll(async () => {
  server = await startS3Server()
  bucket = await makeBucket(server, {onEnd: (end) => ends.push(end)})
})
afterAll(async () => {
  for (const end of ends) await end()
  await server?.stop()
})

/** The gateway is only there when a row runs. */
const host = () => ({server, bucket})
const makePlace: MakePlace = (machine) => s3Places(host())(machine)

killRows({target: 's3', makePlace, publishRow: 2})
s3NetworkRows(host)
s3AnswerRows(host)
s3BucketRows(host)
