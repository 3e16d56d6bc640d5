import {base64Padded, form, hex, lower, oneOf, raw, uuid} from '../form.js'
import type {Rule} from '../rule.js'
import {documented, token} from './token.js'

/** What the clouds of Amazon give out. */
export const amazon: readonly Rule[] = [
  ...documented(
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    token(
      'aws-access-key',
      'AWS access key id',
      // No two digits in the sample: one real id in six has none.
      form`${oneOf('AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T')}${raw('[A-Z2-7]{16}', 'FAKEQTOKENQONLYQ')}`,
    ),
  ),
  ...documented(
    'https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html',
    token(
      'aws-session-token',
      'AWS session token',
      form`${oneOf('IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz')}${base64Padded(100, 2000)}`,
    ),
  ),
  ...documented(
    'https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html',
    token('aws-bedrock-key', 'Amazon Bedrock API key', form`ABSKQmVkcm9ja${base64Padded(90, 300)}`),
    token(
      'aws-bedrock-short-key',
      'Amazon Bedrock API key of some hours',
      form`bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t${base64Padded(40, 4000)}`,
    ),
  ),
  ...documented(
    'https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html',
    token('aws-appsync-key', 'AWS AppSync API key', form`da2-${lower(26)}`),
  ),
  ...documented(
    'https://developer-docs.amazon.com/sp-api/docs/authorizing-selling-partner-api-applications',
    token('amazon-mws-token', 'Amazon MWS token', form`amzn.mws.${uuid}`),
    token(
      'amazon-oauth-secret',
      'Login with Amazon client secret',
      form`amzn1.oa2-cs.v1.${hex(64)}`,
    ),
  ),
]
