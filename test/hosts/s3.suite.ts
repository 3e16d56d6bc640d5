import {afterAll, beforeAll} from 'vitest'
import {testTarget} from '../targets/conformance.js'
import {makeBucket} from './s3-bucket.js'
import {type S3Server, startS3Server} from './s3-server.js'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server?.stop())

for (const isVersioned of [false, true]) {
  for (const index of ['file', 'folder', 'key'] as const) {
    const kind = isVersioned ? 'a versioned bucket' : 'a bucket'
    testTarget(`s3, ${kind}, index ${index}`, async () => {
      const bucket = await makeBucket(server, {isVersioned})
      return {...bucket, target: bucket.target({index})}
    })
  }
}
