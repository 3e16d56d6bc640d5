import process from 'node:process'
import type {S3Client} from '@aws-sdk/client-s3'
import {SessionpressError} from '../../errors.js'
import {sendMd5OfDeletes} from './md5-of-deletes.js'

/** The SDK, loaded, and a client of it. */
export interface Connection {
  sdk: typeof import('@aws-sdk/client-s3')
  client: S3Client
}

/** Variables of a program's environment. */
type Environment = Readonly<Record<string, string | undefined>>

export interface ConnectOptions {
  /** @default what the environment or the profile says, or `us-east-1` where `endpoint` is given */
  region?: string
  /** Address of a server that speaks S3. @default Amazon's, or what `AWS_ENDPOINT_URL_S3` says */
  endpoint?: string
  /** Whether the bucket's name stands in the path of requests, and not in the host's name. @default false */
  pathStyle?: boolean
  /** Milliseconds of silence after which a request is given up and made again. @default 30000 */
  patience?: number
}

/**
 * Load the SDK and make a client.
 *
 * @throws SessionpressError `TARGET_DENIED` without credentials
 */
export async function connect(options: ConnectOptions, env: Environment): Promise<Connection> {
  const sdk = await import('@aws-sdk/client-s3')
  const endpoint = options.endpoint ?? env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL
  const region = options.region ?? regionOf(env) ?? (endpoint ? 'us-east-1' : undefined)
  const settings = {
    ...commonSettings(options.patience, env),
    ...(endpoint !== undefined && {endpoint}),
    ...(region !== undefined && {region}),
    forcePathStyle: options.pathStyle ?? false,
    // Servers other than Amazon's know the newer checksums in part, or not at all.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  } as const
  const client = withoutWarning(() => new sdk.S3Client(settings))
  sendMd5OfDeletes(client)
  return {sdk, client}
}

/** What clients of every service share: who we are, and how long and how often to try. */
export function commonSettings(patience = 30_000, env: Environment) {
  const credentials = credentialsOf(env)
  return {
    ...(credentials && {credentials}),
    retryMode: 'standard',
    maxAttempts: Number(env.AWS_MAX_ATTEMPTS) || 5,
    requestHandler: {
      connectionTimeout: Math.min(patience, 10_000),
      // Of silence: a big file may take long, and its bytes keep coming.
      socketTimeout: patience,
    },
  } as const
}

/**
 * Make a client without the SDK's warning about the version of Node, by the SDK's own switch.
 * The person who shares a session can do nothing about it.
 */
export function withoutWarning<Client>(create: () => Client): Client {
  const name = 'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'
  const before = process.env[name]
  process.env[name] = 'true'
  try {
    return create()
  } finally {
    if (before === undefined) delete process.env[name]
    else process.env[name] = before
  }
}

/**
 * Credentials of an environment; `undefined` leaves it to the SDK to look through profiles,
 * single sign-on and the machine's role. That reads the environment of this process, so with
 * another one nothing but its own variables counts.
 */
function credentialsOf(env: Environment) {
  const {AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey} = env
  if (accessKeyId && secretAccessKey && !env.AWS_PROFILE) {
    const sessionToken = env.AWS_SESSION_TOKEN
    return {accessKeyId, secretAccessKey, ...(sessionToken && {sessionToken})}
  }
  if (env === process.env) return undefined
  throw withoutCredentials()
}

/** The error for an environment in which nobody says who we are. */
export function withoutCredentials(cause?: unknown): SessionpressError {
  return new SessionpressError('TARGET_DENIED', 'There are no credentials for the S3 server.', {
    hint: 'Set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or `AWS_PROFILE`, then run this again.',
    cause,
  })
}

function regionOf(env: Environment): string | undefined {
  return env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined
}
