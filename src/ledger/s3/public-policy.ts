import * as v from 'valibot'
import type {StateAddress} from './address.js'

const some = v.union([
  v.pipe(
    v.string(),
    v.transform((one) => [one]),
  ),
  v.array(v.string()),
])

const statementSchema = v.object({
  Effect: v.string(),
  Principal: v.optional(v.unknown()),
  NotPrincipal: v.optional(v.unknown()),
  Action: v.optional(some),
  Resource: v.optional(some),
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.unknown()))),
})

const policySchema = v.object({
  Statement: v.union([
    v.pipe(v.unknown(), v.check(Array.isArray), v.array(statementSchema)),
    v.pipe(
      statementSchema,
      v.transform((one) => [one]),
    ),
  ]),
})

type Statement = v.InferOutput<typeof statementSchema>

/**
 * Whether a bucket's policy lets everybody at what lies below a prefix, or list it. What it forbids
 * elsewhere is not weighed against that: a place for state needs no such subtlety.
 */
export function isOpenPolicy(policy: string, address: StateAddress): boolean {
  let value: unknown
  try {
    value = JSON.parse(policy)
  } catch {
    return true // What cannot be read vouches for nothing.
  }
  const parsed = v.safeParse(policySchema, value)
  if (!parsed.success) return true
  return parsed.output.Statement.some((statement) => isOpen(statement, address))
}

function isOpen(statement: Statement, address: StateAddress): boolean {
  if (statement.Effect !== 'Allow' || !isForEverybody(statement)) return false
  if (isRestricted(statement)) return false
  const {Action = ['*'], Resource = ['*']} = statement
  return Resource.some((resource) => {
    const name = resource.replace(/^arn:[^:]*:s3:[^:]*:[^:]*:/, '')
    if (name !== address.bucket) return reaches(name, `${address.bucket}/${address.prefix}`)
    return Action.some(
      (action) => fits(action, 's3:ListBucket') || fits(action, 's3:ListBucketVersions'),
    )
  })
}

function isForEverybody({Principal, NotPrincipal}: Statement): boolean {
  if (NotPrincipal !== undefined) return true
  const {AWS} = (typeof Principal === 'object' && Principal !== null ? Principal : {}) as {
    AWS?: unknown
  }
  return [Principal, AWS].flat().includes('*')
}

/** Conditions that say who asks, or from where. Any other can be met by whoever likes to. */
function isRestricted({Condition = {}}: Statement): boolean {
  const keys = Object.values(Condition).flatMap((each) => Object.keys(each))
  return keys.some((key) => restricting.test(key))
}

const restricting =
  /^(?:aws:(?:Source(?:Ip|Vpc|Vpce|Account|Arn|OrgID|OrgPaths)|VpcSourceIp|Principal\w+|userid)|s3:prefix)$/i

/** Whether a pattern may fit names that begin so. */
function reaches(pattern: string, start: string): boolean {
  const [head = ''] = pattern.split(/[*?]/, 1)
  if (head.startsWith(start)) return true
  return head !== pattern && start.startsWith(head)
}

function fits(pattern: string, action: string): boolean {
  const words = pattern.split('*').map((word) => word.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
  return new RegExp(`^${words.join('.*')}$`, 'i').test(action)
}
