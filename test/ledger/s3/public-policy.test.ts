import {expect, it} from 'vitest'
import {readStateAddress} from '../../../src/ledger/s3/address.js'
import {isOpenPolicy} from '../../../src/ledger/s3/public-policy.js'

const address = readStateAddress('s3://bucket/state')
const all = 'arn:aws:s3:::bucket/*'

/** Whether a policy with this one statement is open; what it does not say is what everybody publishes with. */
function isOpen(change: object): boolean {
  const statement = {Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: all}
  return isOpenPolicy(JSON.stringify({Statement: [{...statement, ...change}]}), address)
}

it.each<[string, object]>([
  ['everything', {}],
  ['everybody as Amazon accounts', {Principal: {AWS: ['arn:aws:iam::1:root', '*']}}],
  ['everybody but one', {Principal: undefined, NotPrincipal: {AWS: 'arn:aws:iam::1:root'}}],
  ['every action', {Action: ['*']}],
  ['writing', {Action: 's3:PutObject'}],
  ['all actions but one', {Action: undefined, NotAction: 's3:PutObject'}],
  ['every bucket', {Resource: '*'}],
  ['what begins as the prefix does', {Resource: ['arn:aws:s3:::bucket/st*']}],
  ['part of the prefix', {Resource: 'arn:aws:s3:::bucket/state/shares/*'}],
  ['one object', {Resource: 'arn:aws:s3:::bucket/state/key'}],
  ['names of any folder', {Resource: 'arn:aws:s3:::bucket/*/index.html'}],
  ['another partition', {Resource: 'arn:aws-cn:s3:::bucket/*'}],
  ['listing', {Action: 's3:List*', Resource: 'arn:aws:s3:::bucket'}],
  ['a condition that everybody can meet', {Condition: {StringLike: {'aws:Referer': 'x'}}}],
])('is open for %s', (_, change) => {
  expect(isOpen(change)).toBe(true)
})

it.each<[string, object]>([
  ['a denial', {Effect: 'Deny'}],
  ['one account', {Principal: {AWS: 'arn:aws:iam::1:root'}}],
  ['a service', {Principal: {Service: 'cloudfront.amazonaws.com'}}],
  ['another prefix', {Resource: 'arn:aws:s3:::bucket/public/*'}],
  ['another bucket', {Resource: 'arn:aws:s3:::other/*'}],
  ['a bucket whose name begins so', {Resource: 'arn:aws:s3:::bucket-2/state/*'}],
  ['where the bucket lies', {Action: 's3:GetBucketLocation', Resource: 'arn:aws:s3:::bucket'}],
  ['some addresses', {Condition: {IpAddress: {'aws:SourceIp': '192.0.2.0/24'}}}],
  ['one organisation', {Condition: {StringEquals: {'aws:PrincipalOrgID': 'o-x'}}}],
])('is not open for %s', (_, change) => {
  expect(isOpen(change)).toBe(false)
})

it('is open where it cannot be read', () => {
  for (const policy of ['', '{', '{}', '[]', '{"Statement": [{"Effect": 1}]}']) {
    expect(isOpenPolicy(policy, address)).toBe(true)
  }
  const one = {Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: all}
  expect(isOpenPolicy(JSON.stringify({Statement: one}), address)).toBe(true)
})
