import {expect, it} from 'vitest'
import {describeAddress, isBucketAddress, readStateAddress} from '../../../src/ledger/s3/address.js'

it('reads bucket, prefix, and how to come there', () => {
  expect(readStateAddress('s3://bucket')).toEqual({bucket: 'bucket', prefix: ''})
  expect(readStateAddress('s3://bucket/')).toEqual({bucket: 'bucket', prefix: ''})
  expect(readStateAddress('s3://bucket/a/b/')).toEqual({bucket: 'bucket', prefix: 'a/b/'})
  expect(
    readStateAddress('s3://b.c/a?endpoint=https://s3.example/x&region=eu-1&pathStyle=true'),
  ).toEqual({
    bucket: 'b.c',
    prefix: 'a/',
    endpoint: 'https://s3.example/x',
    region: 'eu-1',
    pathStyle: true,
  })
  expect(describeAddress(readStateAddress('s3://bucket/a?region=eu-1'))).toBe('s3://bucket/a/')
})

it('takes nothing else for a bucket', () => {
  for (const folder of ['s3', './s3://x', '/s3:/x', 'C:\\state', 'state/s3:']) {
    expect(isBucketAddress(folder)).toBe(false)
  }
  for (const bucket of ['s3://bucket', 'S3://bucket', 's3:bucket']) {
    expect(isBucketAddress(bucket)).toBe(true)
  }
})

it.each([
  ['s3:bucket', 'bucket'],
  ['s3://', 'bucket'],
  ['s3:///prefix', 'bucket'],
  ['s3://b', 'bucket'],
  ['s3://FAKEUSER:FAKEPASSWORD@bucket/a', 'bucket'],
  ['s3://bucket/a/../b', 'prefix'],
  ['s3://bucket/..', 'prefix'],
  ['s3://bucket/a//b', 'prefix'],
  ['s3://bucket/a b', 'prefix'],
  ['s3://bucket/a#FAKEPASSWORD', 'bucket'],
  ['s3://bucket/a?endpoint=ftp://x', 'endpoint'],
  ['s3://bucket/a?endpoint=http://FAKEUSER:FAKEPASSWORD@x', 'endpoint'],
  ['s3://bucket/a?region=eu 1', 'region'],
  ['s3://bucket/a?pathStyle=yes', 'pathStyle'],
  ['s3://bucket/a?secret=FAKEPASSWORD', 'secret'],
])('refuses `%s`, and says which part, not what it was', (address, part) => {
  let error: unknown
  try {
    readStateAddress(address)
  } catch (thrown) {
    error = thrown
  }
  expect(error).toMatchObject({
    code: 'USAGE_INVALID',
    message: expect.stringContaining(`\`${part}\``),
  })
  expect(String(error)).not.toContain('FAKE')
})
